import type { ReturnedLine } from '../../../src-main/sheets/returned.ts';
import type { DoorstepAnswer } from '../../../src-main/turnout/doorstep.ts';
import { ANSWER_LETTERS } from '../../../src-shared/answer-letters.ts';
import { words } from '../../shared/words.ts';

/** What is entered for a line; '' takes an answer back. */
export type Entered = DoorstepAnswer | '';

/** One key each. */
export const ANSWERS: readonly { key: string; answer: DoorstepAnswer; label: string }[] = [
  { key: ANSWER_LETTERS.voted, answer: 'voted', label: 'Voted' },
  { key: ANSWER_LETTERS['will vote'], answer: 'will vote', label: 'Will vote' },
  { key: ANSWER_LETTERS.out, answer: 'out', label: 'Out' },
  { key: ANSWER_LETTERS.refused, answer: 'refused', label: 'Refused' },
  { key: ANSWER_LETTERS.moved, answer: 'moved', label: 'Moved' },
  { key: ANSWER_LETTERS.lift, answer: 'lift', label: 'Lift' },
];

/** `KA-3 Ann Evans: Will vote` */
export function answerInWords({ number, name }: ReturnedLine, entered: Entered): string {
  const label = ANSWERS.find(({ answer }) => answer === entered)?.label ?? 'No answer';
  return `${number} ${name}: ${words.t(label)}`;
}
