import { readPdf } from './read-pdf.ts';

/** A sheet on paper. */
export type SheetOnPaper = {
  /** Numbers of its electors, in the order of its lines. */
  numbers: string[];
  /** Every text on its pages. */
  texts: string[];
};

const CODE = /^[A-VX-Z]*(?:\d+-\d+|W\d+-\d+\/\d+)(?:[a-z]*|[A-Z]+\d+)$/;
/** On a sheet for the whole day: its code for each round. */
const ROUND_CODE = /[A-VX-Z]*W\d+-\d+\/\d+/g;

/** The sheets in a PDF by the code in their frame; the electors are in district KA. */
export async function readPapers(pdf: Uint8Array): Promise<Map<string, SheetOnPaper>> {
  const papers = new Map<string, SheetOnPaper>();
  for (const page of await readPdf(pdf)) {
    const own = page.find((text) => CODE.test(text));
    for (const code of own === undefined ? (page.join('\n').match(ROUND_CODE) ?? []) : [own]) {
      const sheet = papers.get(code) ?? { numbers: [], texts: [] };
      sheet.numbers.push(...page.filter((text) => /^KA-\d+$/.test(text)));
      sheet.texts.push(...page);
      papers.set(code, sheet);
    }
  }
  return papers;
}
