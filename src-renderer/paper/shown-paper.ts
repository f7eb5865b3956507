import { pdfFrom } from '../shared/save-text.ts';
import { Store } from '../shared/store.ts';

/** The paper shown that is not a round of sheets: a reprint, a list, a pad. */
export const shownPaper = new Store<{ title: string; fileName: string; pdf: Blob; pages?: number } | null>(
  null,
);

/** `pages` is how many it has, if that is known. */
export function showPaper(title: string, fileName: string, base64: string, pages?: number): void {
  shownPaper.set({ title, fileName, pdf: pdfFrom(base64), ...(pages === undefined ? {} : { pages }) });
}
