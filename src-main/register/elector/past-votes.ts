import { type Message, say } from '../../../src-shared/message.ts';
import { cellWords, remembered } from './cell-words.ts';

/**
 * What a past marked register says about an elector at one election: voted in person, by post or by proxy; did not
 * vote; was not on the register then; no vote, if the column has no sign for those who did not vote; or nothing that
 * is known. "Did not vote" and "was not registered" are kept apart (REGISTERS.md, "Past marked registers").
 */
type PastCode = 'v' | 'x' | 'p' | '0' | '-' | '?' | typeof NOTHING_KNOWN;

/** For an election that no file has covered, and a cell that was not understood. */
export const NOTHING_KNOWN = '.';

/** Blank. What a blank means is only known after the whole column has been read. */
const BLANK = ' ';

/** Reads the past columns of a register, line by line. */
export class PastReader {
  readonly #columns: readonly number[];
  readonly #hasDidNotVote: boolean[];
  readonly #note: (column: number, line: number, cell: string) => void;

  /** `note` is called for each filled cell that was not understood. */
  constructor(columns: readonly number[], note: (column: number, line: number, cell: string) => void) {
    this.#columns = columns;
    this.#hasDidNotVote = columns.map(() => false);
    this.#note = note;
  }

  /** A letter for each past column; `PastVotes` decides the blanks. */
  read(line: number, cells: readonly string[]): string {
    let past = '';
    for (const [index, column] of this.#columns.entries()) {
      const cell = cells[column] ?? '';
      const code = readPastVote(cell);
      if (code === NOTHING_KNOWN) this.#note(column, line, cell);
      // "Postal vote not returned" does not prove that the column has a sign for staying at home.
      if (code === '0' && cell.trim().toUpperCase() !== 'A') this.#hasDidNotVote[index] = true;
      past += code;
    }
    return past;
  }

  /** What a blank means in each column: not on the register, if those who did not vote have a sign of their own. */
  blanks(): string {
    return this.#hasDidNotVote.map((has) => (has ? '-' : '?')).join('');
  }
}

/**
 * What a new file says of an election, over what the room knew. A blank, or a cell that was not understood, takes no
 * known vote away.
 */
export function pastOver(code: string, blank: string, known: string): string {
  if (code !== BLANK && code !== NOTHING_KNOWN) return code;
  if ('vxp0'.includes(known)) return known;
  return code === BLANK ? blank : known;
}

/** One cell: a blank if it is blank, and `NOTHING_KNOWN` if it is not understood. */
export const readPastVote = remembered((cell: string): PastCode | typeof BLANK => {
  const text = cell.trim();
  if (text === '') return BLANK;
  if (/^[✓✔☑✅√]$/u.test(text)) return 'v';
  if (/^[-–—]$/.test(text)) return '-';
  if (text.includes('?')) return NOTHING_KNOWN;
  return BY_PHRASE.get(cellWords(text).join(' ')) ?? NOTHING_KNOWN;
});

/** What people write, in small letters and without punctuation: `Voted (post)`, `Didn’t vote`, `N/A`. */
const PHRASES: Record<'v' | 'x' | 'p' | '0' | '-', readonly string[]> = {
  v: [
    ...'v y yes 1 true t vp vs voted vote attended pleidleisiodd'.split(' '),
    ...withHow(
      'in person',
      'person',
      'polling station',
      'at station',
      'at the station',
      'at polling station',
      'at the polling station',
      'station',
    ),
  ],
  x: [
    ...'va x pv pva'.split(' '),
    ...withHow(
      'post',
      'postal',
      'by post',
      'by postal vote',
      'postal vote',
      'postal ballot',
      'pv',
      'drwy r post',
    ),
    ...['returned', 'received', 'accepted', 'valid', 'counted', 'voted'].flatMap((word) => [
      `postal ${word}`,
      `postal vote ${word}`,
      `pv ${word}`,
      `post ${word}`,
    ]),
  ],
  p: [
    'p',
    'vpx',
    'px',
    'pp',
    ...withHow('proxy', 'by proxy', 'proxy vote', 'by a proxy', 'through proxy', 'drwy ddirprwy'),
  ],
  '0': [
    ...'0 n no a dnv nv false f nonvoter absent abstained'.split(' '),
    ...['did not vote', 'didnt vote', 'not voted', 'no vote', 'has not voted', 'hasnt voted', 'non voter'],
    ...['not a voter', 'never voted', 'no turnout', 'heb bleidleisio', 'ni phleidleisiodd', 'not vote'],
    ...['postal', 'postal vote', 'pv', 'post'].flatMap((vote) =>
      ['not returned', 'not received', 'unreturned', 'not voted', 'no return', 'rejected'].map(
        (what) => `${vote} ${what}`,
      ),
    ),
  ],
  '-': [
    ...'nr na notregistered unregistered'.split(' '),
    ...[
      'n a',
      'n r',
      'not registered',
      'not on register',
      'not on the register',
      'not on roll',
      'not on the roll',
    ],
    ...[
      'was not registered',
      'was not on the register',
      'not then registered',
      'not applicable',
      'not eligible',
    ],
    ...['heb gofrestru', 'ddim ar y gofrestr', 'not yet registered', 'not listed', 'too young'],
  ],
};

/** `Post`, `Voted post`, `Voted by post`, `Yes post`. */
function withHow(...ways: string[]): string[] {
  return ways.flatMap((way) => [
    way,
    `voted ${way}`,
    `vote ${way}`,
    `yes ${way}`,
    `y ${way}`,
    `v ${way}`,
    `${way} voted`,
  ]);
}

const BY_PHRASE = new Map(
  (Object.entries(PHRASES) as [PastCode, readonly string[]][]).flatMap(([code, phrases]) =>
    phrases.map((phrase) => [phrase, code] as const),
  ),
);

const WORDS: Record<string, Message> = {
  v: say('did vote'),
  x: say('voted by post'),
  p: say('voted by proxy'),
  '0': say('did not vote'),
  '?': say('no vote recorded'),
  '-': say('was not on the register'),
};

/** The meaning of a letter of past turnout; null for unknown. */
export function pastInWords(code: string): Message | null {
  return WORDS[code] ?? null;
}

/** How often somebody voted, of the past elections for which they were registered. */
export function pastTurnout(past: string): { polls: number; votes: number } {
  let polls = 0;
  let votes = 0;
  for (const code of past) {
    if (code !== '-' && code !== NOTHING_KNOWN) polls += 1;
    if (code === 'v' || code === 'x' || code === 'p') votes += 1;
  }
  return { polls, votes };
}

/**
 * How much a knock is likely to gain by past turnout, most first: those who vote sometimes, then those without a
 * record (new on the register), then those who always vote, then those who never do.
 */
export function worthOfKnock(past: string): 0 | 1 | 2 | 3 {
  const { polls, votes } = pastTurnout(past);
  if (polls === 0) return 1;
  if (votes === 0) return 3;
  return votes < polls ? 0 : 2;
}
