import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };
import { temporaryFolder } from '../unit/temporary-room.ts';

const ROOT = join(import.meta.dirname, '../..');

const named = (version: string) => `Object.defineProperty(process, 'version', { value: '${version}' });`;
const oldNodeApi = `Object.defineProperty(process, 'versions', { value: { ...process.versions, napi: '9' } });`;
const loaded = (lines: string) => ['--import', `data:text/javascript,${encodeURIComponent(lines)}`];

/** Removes from this Node what an older one lacks, before the program is loaded. */
const OLDER = {
  'v20.20.2': [
    '--no-experimental-strip-types',
    ...loaded(`${named('v20.20.2')} ${oldNodeApi} process.getBuiltinModule = undefined;`),
  ],
  // It has the Node-API, but does not run TypeScript yet.
  'v22.17.1': ['--no-experimental-strip-types', ...loaded(named('v22.17.1'))],
  // Started with the option for TypeScript, it would crash when SQLite is loaded.
  'v22.12.0': loaded(`${named('v22.12.0')} ${oldNodeApi}`),
};

/** The commands of package.json that run Node, as `node FILE …` without the options of Node. */
const scripts = Object.values(about.scripts).flatMap((script) =>
  script
    .split(' && ')
    .filter((command) => command.startsWith('node '))
    .map((command) =>
      command
        .split(' ')
        .slice(1)
        .filter((word) => !word.startsWith('--')),
    ),
);

describe('a script started on an old Node', () => {
  it.each(Object.entries(OLDER))('says in one sentence which Node it needs, on %s', (version, options) => {
    // All three start by the same lines, which the next test holds.
    const scripts = ['src-main/start.js', 'src-main/cli/main.js', 'src-main/run.js'];
    for (const script of version === 'v20.20.2' ? scripts : scripts.slice(1, 2)) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...options, script], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      expect({ status, stdout, stderr }).toEqual({
        status: 1,
        stdout: '',
        stderr: `Committee Room needs Node 24, or at least 22.18, and this is ${version}. Run "npm ci" once: it installs one, which "npm start" and "npm run …" use.\n`,
      });
    }
  });

  it('is one that can say so: package.json starts nothing that an old Node cannot read', () => {
    expect(scripts.length).toBeGreaterThan(8);
    expect(scripts.filter(([file]) => !/^src-main\/(?:start|run|cli\/main)\.js$/.test(file ?? ''))).toEqual(
      [],
    );
    for (const file of ['start.js', 'run.js', 'cli/main.js', 'new-node.js']) {
      const text = readFileSync(join(ROOT, 'src-main', file), 'utf8');
      // Imports are loaded before anything can be said.
      expect(text.match(/^import .*/gm) ?? []).toEqual(
        file === 'new-node.js'
          ? []
          : [expect.stringMatching(/^import \{ onNewNode \} from '\.{1,2}\/new-node\.js';$/)],
      );
      expect(text).not.toMatch(/^(?:const .*= )?await /m);
    }
  });

  it('finds its arguments in the usual place on a new one', () => {
    const script = join(temporaryFolder(), 'Llŷn’s 100% #.ts');
    writeFileSync(
      script,
      'console.log(JSON.stringify(process.argv.slice(1)) as string); process.exitCode = 3;',
    );
    const { status, stdout } = spawnSync(process.execPath, ['src-main/run.js', script, '--times', '5'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect([status, JSON.parse(stdout)]).toEqual([3, [script, '--times', '5']]);
  });
});

describe('the lock file', () => {
  it('has no package that needs another Node, so npm does not warn about the one it runs on itself', () => {
    const packages = Object.entries(lock.packages as Record<string, { engines?: unknown }>);
    expect(packages.length).toBeGreaterThan(400);
    const wanting = packages.filter(([folder, { engines }]) => folder !== '' && engines !== undefined);
    expect(
      wanting.map(([folder]) => folder),
      'npm run tidy removes them',
    ).toEqual([]);
  });
});
