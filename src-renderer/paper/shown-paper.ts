import { pdfFrom } from '../shared/save-text.ts';
import { Store } from '../shared/store.ts';

/** The paper shown that is not a round of sheets: a reprint, a list, a pad. */
export const shownPaper = new Store<{ title: string; fileName: string; pdf: Blob } | null>(null);

export function showPaper(title: string, fileName: string, base64: string): void {
  shownPaper.set({ title, fileName, pdf: pdfFrom(base64) });
}
