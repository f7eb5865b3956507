import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { everyProcedure } from '../every-procedure.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Every procedure of the API, such as `turnout.mark`. */
const procedures = Object.keys(everyProcedure);

describe('the procedures of the API', () => {
  it('are all called by a screen', () => {
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
