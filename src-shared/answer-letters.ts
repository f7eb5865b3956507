/** The letter of each doorstep answer: the key that enters it, and what is written on the all-day sheets. */
export const ANSWER_LETTERS = {
  voted: 'v',
  'will vote': 'w',
  out: 'o',
  refused: 'r',
  moved: 'm',
  lift: 'l',
} as const;
