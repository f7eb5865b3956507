import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** What the tests of packing passed with last; it goes with the packages. */
const NOTE = join(ROOT, 'node_modules/.cache/committee-room/packed');

/** Nothing of these is packed, nor does anything else hang on them; of the tests only those of packing do. */
const LEFT_OUT = ['node_modules', 'out', 'dist', 'demo', '.git', 'tests'];
const TESTS = ['tests/packaging', 'tests/fixtures'];

/** How what is packed, what packs it and what tests that is now, against when the tests of packing last passed. */
export function packedBefore(): { isSame: boolean; notePassed(): void } {
  const now = stateOfSources();
  return {
    // CI tries everything.
    isSame: !process.env.CI && existsSync(NOTE) && readFileSync(NOTE, 'utf8') === now,
    notePassed() {
      mkdirSync(dirname(NOTE), { recursive: true });
      writeFileSync(NOTE, now);
    },
  };
}

function stateOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  const parts = readdirSync(ROOT).filter((name) => !LEFT_OUT.includes(name));
  for (const file of [...parts, ...TESTS].flatMap(filesIn).sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex');
}

function filesIn(path: string): string[] {
  const isFile = (file: string) => statSync(join(ROOT, file)).isFile();
  if (isFile(path)) return [path];
  const names = readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(path, name)).filter(isFile);
}
