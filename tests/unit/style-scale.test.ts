import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const WINDOW = join(import.meta.dirname, '../../src-renderer');
const SCALED = /^\s*(?:(?:row-|column-)?gap|(?:padding|margin)(?:-[a-z-]+)?|font-size|font-weight):/;
/** A size or weight of its own; `em` follows the type around it, and a clamped size follows the window. */
const OWN = /\d(?:rem|px)\b|font-weight: \d/;

it('style sheets take type, weights and spaces from the scale of the theme', () => {
  const own = globSync('**/*.css', { cwd: WINDOW }).flatMap((file) =>
    readFileSync(join(WINDOW, file), 'utf8')
      .split('\n')
      .filter((line) => SCALED.test(line) && OWN.test(line) && !/clamp\(|1px/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  // The two weights that the font has.
  expect(own.filter((line) => !line.startsWith('fonts.css: font-weight: '))).toEqual([]);
});
