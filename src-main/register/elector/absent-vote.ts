import { readDateCell } from '../../../src-shared/date-cell.ts';
import { cellWords, saysNothing } from './cell-words.ts';

/** How an elector votes according to a list of absent voters or a person; '' leaves it to the register's markers. */
export const ABSENT_VOTES = ['', 'postal', 'proxy', 'none'] as const;
export type AbsentVote = (typeof ABSENT_VOTES)[number];

export type AbsentVoteOptions = {
  /** What the column is about, by its heading, and so what a yes means; a P in a column of postal votes may be that. */
  about?: 'postal' | 'proxy' | undefined;
  /** Its heading is about ways of voting, so that a P may be post, proxy or in person. */
  isWay?: boolean | undefined;
  /** ISO date; without it, a vote that ends on some day is not understood. */
  pollingDay?: string | undefined;
};

/**
 * Reads how a cell says that one elector votes: `Postal`, `PV`, `A`, `Proxy`, `Postal proxy`, `Yes`, `None`, `In
 * person`, `Not postal`, `Cancelled 01/05/2025`, `Postal - until 31/12/2025`. Every word has to be known.
 * @returns null if the cell is blank or not understood.
 */
export function readAbsentVote(
  cell: string,
  options: AbsentVoteOptions = {},
): Exclude<AbsentVote, ''> | null {
  if (cell.trim() === '') return null;
  if (saysNothing(cell)) return 'none';
  if (/^[✓✔☑✅√]$/u.test(cell.trim())) return options.about ?? 'postal';
  if (/^[✗✘☐❌✕]$/u.test(cell.trim())) return 'none';
  if ((options.about === 'postal' || options.isWay) && /^p$/i.test(cell.trim())) return null;
  // A signature that is not asked for is of a vote that holds.
  const { text, over } = withoutPeriod(cell.replace(/\bsignature waive[rd]\b/i, ' '), options.pollingDay);
  const kinds = new Set(cellWords(text).map((word) => KINDS.get(word) ?? 'unknown'));
  kinds.delete('filler');
  if (over === 'unknown' || cell.includes('?')) return null;
  if (kinds.has('unknown') || kinds.has('waiting') || kinds.size === 0) return null;
  const isAbsent = kinds.has('postal') || kinds.has('proxy');
  if (kinds.has('no') || kinds.has('ended')) {
    // "Not cancelled", "postal cancelled, now proxy", "not returned" and "no, yes" need a person.
    const isClear = !(kinds.has('no') && kinds.has('ended')) && !kinds.has('yes') && !kinds.has('sent');
    return isClear && !(kinds.has('postal') && kinds.has('proxy')) && !(isAbsent && kinds.has('station'))
      ? 'none'
      : null;
  }
  if (kinds.has('station')) return isAbsent || kinds.has('yes') ? null : 'none';
  if (over === 'over') return 'none';
  // If the proxy votes by post, it is still a proxy vote.
  if (kinds.has('proxy')) return 'proxy';
  if (kinds.has('postal')) return 'postal';
  return options.about ?? 'postal';
}

/** A word such as `Ann Evans` or `Evans, Ann`, none of which is about a vote. */
const NAME = /^\p{Lu}[\p{L}'’.-]*(?:[\s,]+\p{Lu}[\p{L}'’.-]*)+$/u;

/** Reads a cell of a column about proxies, which may have the name or the number of each elector's proxy. */
export function readProxy(
  cell: string,
  options: { isOfNames: boolean; pollingDay: string },
): ReturnType<typeof readAbsentVote> {
  const said = readAbsentVote(cell, { about: 'proxy', pollingDay: options.pollingDay });
  if (said !== null || cellWords(cell).some((word) => KINDS.has(word))) return said;
  return options.isOfNames || NAME.test(cell.trim()) ? 'proxy' : null;
}

/** `Voting Method`, `How they vote`. */
export function isAboutWays(heading: string): boolean {
  return /method|\bways?\b|^way|\bhow|^vot\w*type/i.test(heading);
}

type Kind =
  | 'postal'
  | 'proxy'
  | 'station'
  | 'yes'
  | 'granted'
  | 'sent'
  | 'no'
  | 'ended'
  | 'waiting'
  | 'filler';

const WORDS: Record<Kind, string> = {
  postal: 'postal post posted pv av pva a postals postalvote postalvoter bost',
  proxy: 'proxy proxies pp px p dirprwy ddirprwy proxyvote proxyvoter postalproxy',
  station: 'person station stations poll polling booth personally inperson gorsaf orsaf',
  yes: 'yes y true t 1 x on tick ticked ie oes',
  granted:
    'granted approved accepted active current live permanent perm indefinite permanently registered confirmed valid temporary temp',
  sent: 'issued sent despatched dispatched returned received',
  no: 'no not non none false f n 0 never without neither nage na nil off',
  ended:
    'expired cancelled canceled cancellation rejected refused ceased ended lapsed withdrawn revoked terminated removed declined deleted stopped invalid void suspended inactive former formerly finished',
  waiting: 'pending awaiting waiting awaited applied requested processing provisional yet tbc',
  filler:
    'vote voter votes voting voters by for the elector ballot paper pack at in a an has with via of to all elections election status method type is from on absent long longer term waiver emergency application does do have having bleidlais pleidlais pleidleisiwr trwy drwy trwyr drwyr y yn',
};

// A word that two kinds have is of the first: a is the marker of a postal vote.
const KINDS = new Map<string, Kind>();
for (const [kind, words] of Object.entries(WORDS) as [Kind, string][])
  for (const word of words.split(' ')) if (!KINDS.has(word)) KINDS.set(word, kind);

/** Whether a cell has a word for one of the votes, or for what became of it: more than a tick or a letter. */
export function isAbsentWord(cell: string): boolean {
  return cellWords(cell).some((word) => word.length > 1 && IS_VOTE.has(KINDS.get(word) ?? 'unknown'));
}

const IS_VOTE = new Set(['postal', 'proxy', 'station', 'granted', 'ended']);

/** Whether a title says that votes have ended: `Cancelled postal votes`, `No longer voting by proxy`. */
export function saysEnded(title: string): boolean {
  return /\bno longer\b/i.test(title) || cellWords(title).some((word) => KINDS.get(word) === 'ended');
}

const DATE = String.raw`(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}(?:st|nd|rd|th)? \p{L}{3,9},? \d{4})`;
/** The day on which a vote ends or begins, with what is round it. */
const PERIOD = new RegExp(
  String.raw`[\s(,;:-]*\b(?<edge>until|till|til|to|ends?|ending|expires?|expiring|expiry|valid (?:to|until)|up to|from|since|starts?|starting)\b[\s:]*(?<day>${DATE})[\s)]*`,
  'giu',
);
const ANY_DATE = new RegExp(DATE, 'giu');

/** A cell without its dates, and whether they say that the vote is over, or has not begun, on polling day. */
function withoutPeriod(
  cell: string,
  pollingDay: string | undefined,
): { text: string; over: 'over' | 'holds' | 'unknown' } {
  if (!/\d[/. -]/.test(cell)) return { text: cell, over: 'holds' };
  let over: 'over' | 'holds' | 'unknown' = 'holds';
  const text = cell.replace(PERIOD, (_all, edge: string, day: string) => {
    const iso = readDateCell(day, 0)?.iso;
    if (iso === undefined || pollingDay === undefined) over = 'unknown';
    else {
      const isStart = /^(?:from|since|start)/i.test(edge);
      const isOver = isStart ? iso > pollingDay : iso < pollingDay;
      if (isOver && over === 'holds') over = 'over';
    }
    return ' ';
  });
  const bare = text.replace(ANY_DATE, ' ');
  // The day of a cancellation does not matter; that of a postal vote may be its first or its last.
  const isEnded = cellWords(bare).some((word) => KINDS.get(word) === 'ended' || KINDS.get(word) === 'no');
  if (bare !== text && !isEnded) over = 'unknown';
  return { text: bare, over };
}
