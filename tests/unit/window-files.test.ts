import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const BUILT = join(import.meta.dirname, '../../out/renderer/assets');
const WHOLE = createRequire(import.meta.url).resolve('@mantine/core/styles.css');

/** The names that Mantine gives its parts, as they are in a text. */
const named = (text: string) => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g));
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
});
