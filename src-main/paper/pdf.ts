import { setImmediate as nextTurn } from 'node:timers/promises';
import { addToPage, type EmbeddedFont, embedFont } from './embedded-font.ts';
import { fitStart } from './fit-text.ts';
import { readFont, widthOf } from './font-files.ts';
import type { Face } from './page-form.ts';
import { printable } from './printable.ts';
import type { Words } from './words.ts';

/** The width of a text in points, in a face at a size. */
export type Measure = (text: string, face: Face, size: number) => number;

/** One line of text. `y` is its baseline, measured down from the top. */
export type TextLine = { text: string; face: Face; size: number; x: number; y: number };

/** Opens a paper: a document, or a sketch of it. */
export type OpenPaper = (title: string, printedAt: Date, words: Words) => Promise<Paper>;

/** The size of a page, in points. */
type PageSize = { width: number; height: number };

/** A text as operators of the PDF, and its width in points at size 1. */
type Shaped = { operators: string; width: number };

/** What a text is in a sketch. */
const UNSEEN: Shaped = { operators: '', width: 0 };

/** A document and its fonts. */
type PaperFile = { doc: PDFKit.PDFDocument; fonts: Record<Face, EmbeddedFont> };

/** The size of the cache of texts: a large room has hundreds of thousands. */
const MOST_REMEMBERED = 20_000;

/**
 * A document that is being drawn. Each page is written as one run of PDF operators (`embedded-font.ts` says why).
 */
export class Paper {
  /** Null for a sketch. */
  readonly #file: PaperFile | null;
  /** The finished pages, compressed. */
  readonly #bytes: Uint8Array[] = [];
  readonly #shaped: Record<Face, Map<string, Shaped>> = { regular: new Map(), bold: new Map() };
  #ink: string[] = [];
  #pages = 0;
  #shift = 0;
  /** In the language of this paper. */
  readonly words: Words;

  /** An empty document with the sheets' fonts, in the language of its words. */
  static async open(title: string, printedAt: Date, words: Words): Promise<Paper> {
    // Loaded with the first paper: the start of the program, and commands that print nothing, need not wait for it.
    const [{ default: PDFDocument }, ...fonts] = await Promise.all([
      import('pdfkit'),
      readFont('regular'),
      readFont('bold'),
    ]);
    const doc = new PDFDocument({
      margin: 0,
      autoFirstPage: false,
      // No font of pdfkit's own, which every document would load for nothing.
      font: '',
      lang: words.language === 'en' ? 'en-GB' : words.language,
      displayTitle: true,
      info: { Title: title, Creator: 'Committee Room', Producer: 'Committee Room', CreationDate: printedAt },
    });
    const [regular, bold] = fonts;
    const embedded = { regular: embedFont(doc, 'regular', regular), bold: embedFont(doc, 'bold', bold) };
    return new Paper(words, { doc, fonts: embedded });
  }

  /** A document that only counts its pages: nothing is drawn, and no library is loaded. */
  static sketch(words: Words): Paper {
    return new Paper(words, null);
  }

  private constructor(words: Words, file: PaperFile | null) {
    this.words = words;
    this.#file = file;
  }

  get isSketch(): boolean {
    return this.#file === null;
  }

  get pages(): number {
    return this.#pages;
  }

  /** Ends the page before and starts another. */
  newPage({ width, height }: PageSize): void {
    this.#endPage();
    this.#pages += 1;
    if (!this.#file) return;
    const { doc, fonts } = this.#file;
    doc.addPage({ size: [width, height], margin: 0 });
    for (const font of Object.values(fonts)) addToPage(doc, font);
  }

  /**
   * Yields to other work, so that numbers can be entered while a county prints. Code that draws many pages awaits it
   * between two of them, and reads the room before the first.
   */
  async letOthersIn(): Promise<void> {
    await nextTurn();
  }

  /** Shifts everything from here on to the right: for the second of two sheets on a page. */
  shiftRight(points: number): void {
    this.#shift = points;
  }

  /** What a layout counts with. What is drawn is never wider. */
  readonly measure: Measure = widthOf;

  /** Writes a line on its baseline. */
  write({ text, face, size, x, y }: TextLine): void {
    if (text === '' || !this.#file) return;
    const { operators } = this.#shape(text, face);
    const place = `${points(x + this.#shift)} ${points(y)}`;
    // pdfkit measures from the top of the page, which would turn letters upside down.
    this.#ink.push(
      `BT /${this.#file.fonts[face].id} ${points(size)} Tf 1 0 0 -1 ${place} Tm ${operators} TJ ET`,
    );
  }

  /** Writes a line that ends at `right`. */
  writeTo(right: number, line: Omit<TextLine, 'x'>): void {
    this.write({ ...line, x: right - this.#drawnWidth(line) });
  }

  /** Writes a line centred in a place. */
  writeAround(middle: number, line: Omit<TextLine, 'x'>): void {
    this.write({ ...line, x: middle - this.#drawnWidth(line) / 2 });
  }

  /** Writes a line no wider than allowed: smaller, down to the smallest size, then cut off with an ellipsis. */
  writeFitted(line: TextLine, width: number, least: number): void {
    const whole = printable(line.text);
    const size = this.fittedSize(whole, line.face, line.size, least, width);
    const measure = (text: string) => this.measure(text, line.face, size);
    // A text made to fill the width exactly must not lose its end to rounding.
    const [text = ''] = fitStart(whole, { width: width + 0.01, maxLines: 1, measure });
    this.write({ ...line, text, size });
  }

  /** The size at which a text fills the width, between its own and the smallest readable one. */
  fittedSize(text: string, face: Face, size: number, least: number, width: number): number {
    // Sizes are written in hundredths. Rounded up, a long line would stick out of its place.
    const fitting = Math.floor((100 * size * width) / this.measure(text, face, size)) / 100;
    return Math.max(least, Math.min(size, fitting));
  }

  /** A horizontal line. */
  rule(left: number, right: number, y: number, thick: number): void {
    const [from, to] = [points(left + this.#shift), points(right + this.#shift)];
    this.#ink.push(`${thick} w ${from} ${points(y)} m ${to} ${points(y)} l S`);
  }

  /** A vertical line. */
  upright(x: number, top: number, bottom: number, thick: number): void {
    const at = points(x + this.#shift);
    this.#ink.push(`${thick} w ${at} ${points(top)} m ${at} ${points(bottom)} l S`);
  }

  /** A row of frames of one height, each with its left edge and width. */
  frames(
    places: readonly (readonly [left: number, width: number])[],
    top: number,
    height: number,
    thick: number,
  ): void {
    if (places.length === 0) return;
    const each = places.map(
      ([left, width]) => `${points(left + this.#shift)} ${points(top)} ${points(width)} ${points(height)} re`,
    );
    this.#ink.push(`${thick} w ${each.join(' ')} S`);
  }

  /** Fills rectangles in one go, each in units of so many points from a corner. */
  stamp(oblongs: readonly (readonly number[])[], left: number, top: number, unit: number): void {
    const each = oblongs.map((oblong) => `${oblong.join(' ')} re`).join(' ');
    this.#ink.push(`q ${unit} 0 0 ${unit} ${points(left + this.#shift)} ${points(top)} cm ${each} f Q`);
  }

  /** The document's bytes. */
  async finish(): Promise<Uint8Array> {
    this.#endPage();
    if (!this.#file) return new Uint8Array();
    const { doc } = this.#file;
    doc.end();
    for await (const rest of doc) this.#bytes.push(rest);
    return new Uint8Array(Buffer.concat(this.#bytes));
  }

  #endPage(): void {
    const ink = this.#ink;
    this.#ink = [];
    this.#shift = 0;
    if (!this.#file) return;
    const { doc } = this.#file;
    // As bytes: pdfkit would convert a text letter by letter. PDF's operators are ASCII.
    if (ink.length > 0) doc.addContent(Buffer.from(`${ink.join('\n')}\n`, 'latin1'));
    // Taken page by page, and copied: a view of two kilobytes would keep the thirty of its buffer.
    const finished = doc.read();
    if (finished) this.#bytes.push(new Uint8Array(finished));
  }

  #drawnWidth({ text, face, size }: Omit<TextLine, 'x'>): number {
    return this.#shape(text, face).width * size;
  }

  /** A text, sign by sign, each shaped only once. */
  #inSigns(text: string, face: Face): Shaped {
    let operators = '[';
    let width = 0;
    for (const sign of text) {
      const shaped = this.#shape(sign, face);
      operators += shaped.operators.slice(1, -1);
      width += shaped.width;
    }
    return { operators: `${operators}]`, width };
  }

  #shape(text: string, face: Face): Shaped {
    if (!this.#file) return UNSEEN;
    const remembered = this.#shaped[face];
    const known = remembered.get(text);
    if (known) return known;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    const shaped = NUMBER.test(text) ? this.#inSigns(text, face) : shape(this.#file.fonts[face], text);
    remembered.set(text, shaped);
    return shaped;
  }
}

/** Elector and house numbers are all different, and their signs need no kerning. */
const NUMBER = /^(?=.*\d)[A-Z\d/-]{2,}$/;

/** Glyphs in runs, with the kerning between them in thousandths of the size, as PDF has it. */
function shape(font: EmbeddedFont, text: string): Shaped {
  const [glyphs, positions] = font.encode(text);
  let operators = '[<';
  let width = 0;
  for (const [index, glyph] of glyphs.entries()) {
    const { xAdvance = 0, advanceWidth = 0 } = positions[index] ?? {};
    operators += glyph;
    width += xAdvance;
    if (xAdvance !== advanceWidth) operators += `> ${points(advanceWidth - xAdvance)} <`;
  }
  return { operators: `${operators}>]`, width: width / 1000 };
}

/** A number for PDF, to a hundredth of a point. */
function points(value: number): number {
  return Math.round(value * 100) / 100;
}
