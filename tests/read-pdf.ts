import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A text as it was drawn, in points from the bottom left corner of its page. */
export type PdfItem = { text: string; x: number; right: number; y: number; size: number };

/** What is on each page of a PDF, in the order in which it was drawn. */
export async function readItems(
  bytes: Uint8Array,
): Promise<{ items: PdfItem[]; width: number; height: number }[]> {
  // pdfjs-dist takes ownership of the bytes it is given.
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: { items: PdfItem[]; width: number; height: number }[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    pages.push({
      width,
      height,
      items: items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [x, y, size] = [item.transform[4], item.transform[5], item.transform[0]];
        return [{ text: item.str, x, right: x + item.width, y, size }];
      }),
    });
  }
  await document.destroy();
  return pages;
}

/** The text of each page of a PDF, piece by piece as it was drawn. */
export async function readPdf(bytes: Uint8Array): Promise<string[][]> {
  return (await readItems(bytes)).map(({ items }) => items.map(({ text }) => text));
}
