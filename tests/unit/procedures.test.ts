import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupRouter } from '../../src-main/api/backup-router.ts';
import { doorRouter } from '../../src-main/api/door-router.ts';
import { electorsRouter } from '../../src-main/api/electors-router.ts';
import { journalRouter } from '../../src-main/api/journal-router.ts';
import { practiceRouter } from '../../src-main/api/practice-router.ts';
import { registerRouter } from '../../src-main/api/register-router.ts';
import { router } from '../../src-main/api/router.ts';
import { sheetsRouter } from '../../src-main/api/sheets-router.ts';
import { turnoutRouter } from '../../src-main/api/turnout-router.ts';

const ROOT = join(import.meta.dirname, '../..');

const PARTS = {
  door: doorRouter,
  backups: backupRouter,
  practice: practiceRouter,
  register: registerRouter,
  turnout: turnoutRouter,
  electors: electorsRouter,
  journal: journalRouter,
  sheets: sheetsRouter,
};

/** Every procedure of the API, such as `turnout.mark`. */
const procedures = [
  ...Object.keys(router._def.procedures),
  ...Object.entries(PARTS).flatMap(([part, { _def }]) =>
    Object.keys(_def.procedures).map((name) => `${part}.${name}`),
  ),
];

/** The parts of the router; a part that is loaded already is no longer lazy. */
const parts = new Set([...Object.keys(router._def.lazy), ...procedures.map((name) => name.split('.')[0])]);

describe('the procedures of the API', () => {
  it('are all called by a screen', () => {
    expect([...parts].filter((part) => part !== 'room').sort()).toEqual(Object.keys(PARTS).sort());
    expect(procedures.length).toBeGreaterThan(80);
    const screens = globSync('src-renderer/**/*.{ts,tsx}', { cwd: ROOT })
      .map((file) => readFileSync(join(ROOT, file), 'utf8'))
      .join('\n');
    const called = new Set(
      [...screens.matchAll(/\bclient\s*\.(\w+)\s*\.(\w+)/g)].map(([, part, name]) => `${part}.${name}`),
    );
    expect(procedures.filter((procedure) => !called.has(procedure))).toEqual([]);
  });
});
