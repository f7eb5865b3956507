import type { DoorstepAnswer } from '../../../src-main/turnout/doorstep.ts';

/** What is entered for a line; '' takes an answer back. */
export type Entered = DoorstepAnswer | '';

/** One key each. */
export const ANSWERS: readonly { key: string; answer: DoorstepAnswer; label: string }[] = [
  { key: 'v', answer: 'voted', label: 'Voted' },
  { key: 'w', answer: 'will vote', label: 'Will vote' },
  { key: 'o', answer: 'out', label: 'Out' },
  { key: 'r', answer: 'refused', label: 'Refused' },
  { key: 'm', answer: 'moved', label: 'Moved' },
  { key: 'l', answer: 'lift', label: 'Lift' },
];
