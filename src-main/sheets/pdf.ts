import { readFile } from 'node:fs/promises';
import PDFDocument from 'pdfkit';
import { fitStart } from './fit-text.ts';
import type { Face, Measure, TextLine } from './page-layout.ts';
import { printable } from './printable.ts';

/** A document being drawn. */
export type Paper = { doc: PDFKit.PDFDocument; measure: Measure };

/** An empty A4 document with the sheets' fonts. */
export async function openPaper(title: string, printedAt: Date): Promise<Paper> {
  const [regular, bold] = await Promise.all([readFont('Regular'), readFont('Bold')]);
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: 'en-GB',
    displayTitle: true,
    info: {
      Title: title,
      Creator: 'Committee Room',
      Producer: 'Committee Room',
      CreationDate: printedAt,
    },
  });
  doc.registerFont('regular', regular).registerFont('bold', bold);
  return { doc, measure: measureWith(doc) };
}

/** Every text is measured more than once, and measuring is most of the work: widths are kept. */
function measureWith(doc: PDFKit.PDFDocument): Measure {
  const widths = { regular: new Map<string, number>(), bold: new Map<string, number>() };
  return (text, face, size) => {
    let width = widths[face].get(text);
    if (width === undefined) {
      width = doc.font(face, 1).widthOfString(text);
      widths[face].set(text, width);
    }
    return width * size;
  };
}

/** The fonts stand two folders above the source and above the flat bundle alike. */
function readFont(weight: 'Regular' | 'Bold'): Promise<Buffer> {
  return readFile(new URL(`../../resources/fonts/AtkinsonHyperlegibleNext-${weight}.ttf`, import.meta.url));
}

/** The document's bytes once it has ended. */
export function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on('error', reject);
  });
}

const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** `Thu 7 May 2026` */
export function dayOf(date: Date): string {
  return DAY.format(date).replace(',', '');
}

/** Writes a line no wider than it may be: smaller, down to the least size, then cut off with an ellipsis. */
export function writeFitted(paper: Paper, line: TextLine, width: number, least: number): void {
  const whole = printable(line.text);
  const size = fittedSize(paper, whole, line.face, line.size, least, width);
  const measure = (text: string) => paper.measure(text, line.face, size);
  // A text made to fill the width exactly must not lose its end to rounding.
  const [text = ''] = fitStart(whole, { width: width + 0.01, maxLines: 1, measure });
  write(paper.doc, { ...line, text, size });
}

/** The size at which a text fills the width, between its own and the least that can be read. */
export function fittedSize(
  { measure }: Paper,
  text: string,
  face: Face,
  size: number,
  least: number,
  width: number,
): number {
  return Math.max(least, Math.min(size, (size * width) / measure(text, face, size)));
}

/** Writes a line on its baseline. */
export function write(doc: PDFKit.PDFDocument, { text, face, size, x, y }: TextLine): void {
  doc.font(face, size).text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
}
