import { type Message, say } from '../../../src-shared/message.ts';

/**
 * What a past marked register says about an elector at one election: voted in person, by post or by proxy; did not
 * vote; was not on the register then; no vote, if the column has no sign for those who did not vote; or unknown. "Did
 * not vote" and "was not registered" are kept apart (REGISTERS.md, "Past marked registers").
 */
type PastCode = 'v' | 'x' | 'p' | '0' | '-' | '?' | typeof NOTHING_KNOWN;

/** For an election that no file has covered. */
export const NOTHING_KNOWN = '.';

/** Blank. What a blank means is only known after the whole column has been read. */
const BLANK = ' ';

/** Reads the past columns of a register, line by line. */
export class PastReader {
  readonly #columns: readonly number[];
  readonly #hasDidNotVote: boolean[];

  constructor(columns: readonly number[]) {
    this.#columns = columns;
    this.#hasDidNotVote = columns.map(() => false);
  }

  /** A letter for each past column. `settle` makes it final. */
  read(cells: readonly string[]): string {
    if (this.#columns.length === 0) return '';
    let past = '';
    for (const [index, column] of this.#columns.entries()) {
      const cell = (cells[column] ?? '').trim().toUpperCase();
      const code = readPastCode(cell);
      // "Postal vote not returned" does not prove that the column has a sign for staying at home.
      if (code === '0' && cell !== 'A') this.#hasDidNotVote[index] = true;
      past += code ?? BLANK;
    }
    return past;
  }

  /** Decides the blanks, once every line has been read. */
  settle(electors: readonly { past: string }[]): void {
    if (this.#columns.length === 0) return;
    for (const elector of electors) {
      if (!elector.past.includes(BLANK)) continue;
      elector.past = [...elector.past]
        .map((code, index) => (code === BLANK ? (this.#hasDidNotVote[index] ? '-' : '?') : code))
        .join('');
    }
  }
}

/** One cell in capitals; null if it is blank or unknown. */
function readPastCode(cell: string): PastCode | null {
  switch (cell) {
    case 'V':
    case 'VOTED':
    case 'Y':
    case 'YES':
    case '1':
    case 'TRUE':
    case 'T':
    case '✓':
    case '✔':
    case 'VP':
    case 'VS':
      return 'v';
    case 'VA':
    case 'X':
    case 'PV':
    case 'POST':
    case 'POSTAL':
    case 'VOTED BY POST':
      return 'x';
    case 'P':
    case 'PROXY':
    case 'VPX':
      return 'p';
    case '0':
    case 'N':
    case 'NO':
    case 'A':
    case 'DNV':
    case 'NV':
    case 'FALSE':
    case 'F':
    case 'DID NOT VOTE':
    case 'NOT VOTED':
      return '0';
    case '-':
    case 'NR':
    case 'N/A':
    case 'NOT REGISTERED':
      return '-';
    default:
      return null;
  }
}

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
