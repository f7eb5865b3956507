import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** The state in which the packing tests last passed; it is removed with the packages. */
const NOTE = join(ROOT, 'node_modules/.cache/committee-room/packed');

/** None of these is packed, and nothing else depends on them. Of the tests, only the packing tests matter. */
const LEFT_OUT = ['node_modules', 'out', 'dist', 'demo', '.git', 'tests'];
const TESTS = ['tests/packaging', 'tests/fixtures'];

/**
 * The state of everything that is packed, packs it and tests that, compared with when the packing tests last passed.
 */
export function packedBefore(): { isSame: boolean; notePassed(): void } {
  const now = stateOfSources();
  return {
    // CI tests everything.
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
