import type { PaperChoice } from '../../src-shared/paper-look.ts';
import { remembered } from '../shared/remembered.ts';
import { useStore } from '../shared/store.ts';
import { shownLanguage } from '../shared/words.ts';
import { type PaperLook, readLook } from './stored-look.ts';

const kept = remembered('paper', '');

/** How this committee room likes its paper; kept between rounds. */
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
