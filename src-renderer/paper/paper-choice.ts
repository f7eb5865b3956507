import type { Sides } from '../../src-main/sheets/types.ts';
import type { Language } from '../../src-shared/languages.ts';
import type { Detail, PaperChoice, PaperSize } from '../../src-shared/paper-look.ts';
import { remembered } from '../shared/remembered.ts';
import { useStore } from '../shared/store.ts';
import { shownLanguage } from '../shared/words.ts';

/** How this committee room likes its paper; kept between rounds. */
export type PaperLook = {
  size: PaperSize;
  large: boolean;
  details: Detail[];
  doorsOnly: boolean;
  cover: boolean;
  sides: Sides;
  /** '' for the window's language. */
  language: Language | '';
};

const USUAL: PaperLook = {
  size: 'a4',
  large: false,
  details: ['phone', 'note'],
  doorsOnly: false,
  cover: false,
  sides: 'through',
  language: '',
};

const kept = remembered('paper', '');

export function usePaperLook(): [PaperLook, (change: Partial<PaperLook>) => void] {
  const look = readLook(useStore(kept));
  return [look, (change) => kept.set(JSON.stringify({ ...look, ...change }))];
}

export function paperOf({ sides: _, ...paper }: PaperLook): PaperChoice {
  return {
    ...paper,
    // Half a page has no room for large print.
    large: paper.large && paper.size !== 'a5',
    language: paper.language || shownLanguage(),
  };
}

function readLook(text: string): PaperLook {
  try {
    return { ...USUAL, ...JSON.parse(text) };
  } catch {
    return USUAL;
  }
}
