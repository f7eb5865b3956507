/**
 * The parts of a font in a PDF that pdfkit keeps to itself, and the only place that touches them. A test says for which
 * version of pdfkit they are what is written here: pdfkit's own `text` positions each word with seven operators and
 * shapes it twice, and a room's sheets have a hundred thousand words.
 */
export type EmbeddedFont = {
  /** Its name in the operators of a page. */
  readonly id: string;
  /** Glyphs in runs of hexadecimal digits, each with its width with and without kerning, in thousandths of the size. */
  encode(text: string): [glyphs: string[], positions: { xAdvance: number; advanceWidth: number }[]];
};

type Hidden = { _font: Ours; page: { fonts: Record<string, unknown> } };
type Ours = EmbeddedFont & { ref(): unknown; font: { _tables: object } };

/**
 * The tables of each font, which hold no text and belong to no document. They are decoded as a text needs them, and
 * decoding them takes longer than drawing a page.
 */
const decoded = new Map<string, object>();

/** Embeds the font in a document. A name stands for the same bytes in every document. */
export function embedFont(doc: PDFKit.PDFDocument, name: string, bytes: Buffer): EmbeddedFont {
  doc.registerFont(name, bytes).font(name);
  const { _font } = hidden(doc);
  const tables = decoded.get(name) ?? _font.font._tables;
  decoded.set(name, tables);
  _font.font._tables = tables;
  return _font;
}

/** Lets the page that is being drawn use a font that was embedded in its document. */
export function addToPage(doc: PDFKit.PDFDocument, font: EmbeddedFont): void {
  hidden(doc).page.fonts[font.id] = (font as Ours).ref();
}

function hidden(doc: PDFKit.PDFDocument): Hidden {
  return doc as unknown as Hidden;
}
