import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Face } from './page-form.ts';

/** The fonts are two folders above both the source and the flat bundle. */
const FILES: Record<Face, URL> = {
  regular: new URL('../../resources/fonts/AtkinsonHyperlegibleNext-Regular.ttf', import.meta.url),
  bold: new URL('../../resources/fonts/AtkinsonHyperlegibleNext-Bold.ttf', import.meta.url),
};

/** The bytes of the font of a face. */
export function readFont(face: Face): Promise<Buffer> {
  return readFile(FILES[face]);
}

let held: ReadonlySet<number> | undefined;

/** Whether the fonts of every face have a glyph for a character. They are asked once, when a text first needs it. */
export function isInFonts(character: string): boolean {
  held ??= lettersOf(readFileSync(FILES.regular)).intersection(lettersOf(readFileSync(FILES.bold)));
  return held.has(character.codePointAt(0) ?? 0);
}

/**
 * The code points for which a TrueType font has a glyph, by its table `cmap` (OpenType, format 4). The library that
 * embeds the fonts knows them too, but takes too long to load for a question that may come before any paper.
 */
function lettersOf(font: Buffer): Set<number> {
  const table = tableOf(font, 'cmap');
  const start = table + font.readUInt32BE(table + 8);
  if (font.readUInt16BE(start) !== 4)
    throw new Error('A font of the sheets lists its letters in another format.');
  const width = font.readUInt16BE(start + 6);
  const [ends, starts] = [start + 14, start + 16 + width];
  const [deltas, offsets] = [starts + width, starts + 2 * width];
  const letters = new Set<number>();
  for (let each = 0; each < width; each += 2) {
    const [first, last] = [font.readUInt16BE(starts + each), font.readUInt16BE(ends + each)];
    const [delta, offset] = [font.readUInt16BE(deltas + each), font.readUInt16BE(offsets + each)];
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const listed = offset === 0 ? code : font.readUInt16BE(offsets + each + offset + 2 * (code - first));
      if (listed !== 0 && ((listed + delta) & 0xffff) !== 0) letters.add(code);
    }
  }
  return letters;
}

/** Where a table of a TrueType font begins. */
function tableOf(font: Buffer, name: string): number {
  const tables = font.readUInt16BE(4);
  for (let at = 12; at < 12 + 16 * tables; at += 16)
    if (font.toString('latin1', at, at + 4) === name) return font.readUInt32BE(at + 8);
  throw new Error(`A font of the sheets has no table ${name}.`);
}
