import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const BUILT = join(import.meta.dirname, '../../out/renderer/assets');
const WHOLE = createRequire(import.meta.url).resolve('@mantine/core/styles.css');

/** The names that Mantine gives its parts, as they are in a text. */
const named = (text: string) => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g));
const WINDOW = join(import.meta.dirname, '../../src-renderer');

/** The classes of each style sheet of the window, and those that its files name. */
function classes(): { styled: Map<string, Set<string>>; used: Map<string, Set<string>> } {
  const styled = new Map<string, Set<string>>();
  for (const file of globSync('**/*.module.css', { cwd: WINDOW })) {
    const selectors = readFileSync(join(WINDOW, file), 'utf8').replaceAll(/\/\*.*?\*\/|:[^;{}]*;/gs, '');
    styled.set(
      file,
      new Set([...selectors.matchAll(/\.([a-zA-Z]\w*)(?=[^{}]*\{)/g)].map(([, name = '']) => name)),
    );
  }
  const used = new Map([...styled.keys()].map((file) => [file, new Set<string>()]));
  for (const file of globSync('**/*.{ts,tsx}', { cwd: WINDOW })) {
    const text = readFileSync(join(WINDOW, file), 'utf8');
    for (const [, name, path = ''] of text.matchAll(/^import (\w+) from '([^']+\.module\.css)';/gm)) {
      const names = used.get(join(dirname(file), path));
      for (const [, each = ''] of text.matchAll(new RegExp(`(?<![\\w./])${name}\\.(\\w+)`, 'g')))
        names?.add(each);
    }
  }
  return { styled, used };
}

const built = (kind: string) =>
  globSync(`*.${kind}`, { cwd: BUILT })
    .map((file) => readFileSync(join(BUILT, file), 'utf8'))
    .join('\n');

describe('the window’s style sheets', () => {
  const used = named(built('js'));
  const styled = named(built('css'));

  it('include that of every part used on the screens', () => {
    const offered = named(readFileSync(WHOLE, 'utf8'));
    expect(used.size).toBeGreaterThan(50);
    expect([...used].filter((name) => offered.has(name) && !styled.has(name))).toEqual([]);
  });

  it('include none for parts that no screen uses', () => {
    expect([...styled].filter((name) => !used.has(name))).toEqual([]);
  });

  it('have every class that a file names, and no other', () => {
    const { styled: has, used: names } = classes();
    const rows = (of: Map<string, Set<string>>) =>
      [...of].flatMap(([file, each]) => [...each].map((name) => `${file} .${name}`)).toSorted();
    expect(has.size).toBeGreaterThan(40);
    expect(rows(names)).toEqual(rows(has));
  });
});
