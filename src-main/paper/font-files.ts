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

/**
 * What the program asks of a font before a document has it: how wide each letter is at size 1, by its code; NaN where
 * there is none.
 */
type FontFacts = Float64Array;

const facts = new Map<Face, FontFacts>();

/** Read once, when a text first needs them. */
function factsOf(face: Face): FontFacts {
  const known = facts.get(face) ?? widthsIn(readFileSync(FILES[face]));
  facts.set(face, known);
  return known;
}

/** Whether the fonts of every face have a glyph for a character. */
export function isInFonts(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return isIn(factsOf('regular'), code) && isIn(factsOf('bold'), code);
}

function isIn(widths: FontFacts, code: number): boolean {
  return !Number.isNaN(widths[code] ?? Number.NaN);
}

/** Pairs such as `rr` are drawn a little further apart than their widths say. */
const KERNED_APART = 1.01;

/**
 * The width that a text needs, in points, from the widths of its letters. Kerning is not looked up: that is a hundred
 * times faster, and pages are counted before they are drawn.
 */
export function widthOf(text: string, face: Face, size: number): number {
  const widths = factsOf(face);
  let width = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // The second half of a letter that no font of the sheets has.
    if (code >= 0xdc00 && code < 0xe000) continue;
    const one = widths[code] ?? Number.NaN;
    width += Number.isNaN(one) ? 1 : one;
  }
  return width * size * KERNED_APART;
}

/**
 * The widths of the glyphs that a TrueType font has, by code point, by its tables `cmap` (OpenType, format 4) and
 * `hmtx`. The library that embeds the fonts knows them too, but takes too long to load for a question that may come
 * before any paper.
 */
function widthsIn(font: Buffer): FontFacts {
  const table = tableOf(font, 'cmap');
  const start = table + font.readUInt32BE(table + 8);
  if (font.readUInt16BE(start) !== 4)
    throw new Error('A font of the sheets lists its letters in another format.');
  const width = font.readUInt16BE(start + 6);
  const [ends, starts] = [start + 14, start + 16 + width];
  const [deltas, offsets] = [starts + width, starts + 2 * width];
  const unit = font.readUInt16BE(tableOf(font, 'head') + 18);
  const lastWidth = font.readUInt16BE(tableOf(font, 'hhea') + 34) - 1;
  const metrics = tableOf(font, 'hmtx');
  const widths = new Float64Array(0x10000).fill(Number.NaN);
  for (let each = 0; each < width; each += 2) {
    const [first, last] = [font.readUInt16BE(starts + each), font.readUInt16BE(ends + each)];
    const [delta, offset] = [font.readUInt16BE(deltas + each), font.readUInt16BE(offsets + each)];
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const listed = offset === 0 ? code : font.readUInt16BE(offsets + each + offset + 2 * (code - first));
      const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph !== 0) widths[code] = font.readUInt16BE(metrics + 4 * Math.min(glyph, lastWidth)) / unit;
    }
  }
  return widths;
}

/** Where a table of a TrueType font begins. */
function tableOf(font: Buffer, name: string): number {
  const tables = font.readUInt16BE(4);
  for (let at = 12; at < 12 + 16 * tables; at += 16)
    if (font.toString('latin1', at, at + 4) === name) return font.readUInt32BE(at + 8);
  throw new Error(`A font of the sheets has no table ${name}.`);
}
