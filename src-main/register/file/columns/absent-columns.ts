import { readDateCell } from '../../../../src-shared/date-cell.ts';
import {
  type AbsentVote,
  isAboutWays,
  isAbsentWord,
  readAbsentVote,
  readProxy,
} from '../../elector/absent-vote.ts';
import { saysNoDate } from '../../elector/cell-words.ts';
import { readYesNo } from '../../elector/yes-no.ts';
import { peekRows } from '../text/csv.ts';
import type { Layout } from './layouts.ts';

/** What a list of absent voters may list. */
export type ListedVote = 'postal' | 'proxy';

/** A column that says how electors vote. */
export type VoteColumn = {
  column: number;
  heading: string;
  /** What a yes in it means; null if that is what the list lists. */
  yes: ListedVote | null;
  /** Its dates are those on which votes begin or end. */
  edge: 'begin' | 'end' | null;
  /** A yes in it means in person. */
  isInPerson?: true;
};

/** Lines that show what a column has. */
const LINES = 200;

/** The columns of a list that say how its electors vote, by their headings and what is in them. */
export function voteColumns(text: string, layout: Layout): VoteColumn[] {
  const { headings, columns, delimiter, headingLine } = layout;
  const { at, roles } = columns;
  const rows = peekRows(text, delimiter, headingLine + LINES).filter(({ line }) => line > headingLine);
  const filled = (column: number) =>
    rows.map(({ cells }) => (cells[column] ?? '').trim()).filter((cell) => cell !== '');
  return headings.flatMap((heading, column): VoteColumn[] => {
    const role = roles[column] ?? null;
    const isFree = (role === null || FREE.has(role)) && !isAboutSomethingElse(heading);
    if (isFree && isAboutProxy(heading)) return [{ column, heading, yes: 'proxy', edge: null }];
    if (isFree && IN_PERSON.test(heading) && !POSTAL.test(heading) && !PROXY.test(heading))
      return [{ column, heading, yes: null, edge: null, isInPerson: true }];
    const edge = END.test(heading) ? 'end' : BEGIN.test(heading) ? 'begin' : null;
    if (isFree && edge && isAboutDates(heading, filled(column)))
      return [{ column, heading, yes: null, edge }];
    const isVote = column === at.absent || (isFree && (STATUS.test(heading) || hasVotes(filled(column))));
    const yes = POSTAL.test(heading) && !PROXY.test(heading) ? 'postal' : null;
    return isVote ? [{ column, heading, yes, edge: null }] : [];
  });
}

/** What letters, calls and packs are sent by, and what was checked, is in the same words as a vote: `Contact by`: `Post`. */
const SOMETHING_ELSE =
  /\b(?:contact\w*|communicat\w*|correspond\w*|e-?mail\w*|tele\w*|phone|mobile|notif\w*|remind\w*|(?:appl(?:y|ied|ications?)|request\w*|forms?) (?:by|via|method|source|route|channel|type)|how (?:appl|regist|request|receiv|sent)\w*|receiv\w*|sen[dt]|deliver\w*|d[ei]spatch\w*|return\w*|packs?|poll ?cards?|identi\w*|id|proof|signatures?|waivers?|marital|national\w*|citizen\w*|country|language|address|reasons?|regist\w*)\b/i;

function isAboutSomethingElse(heading: string): boolean {
  return SOMETHING_ELSE.test(heading) && !POSTAL.test(heading) && !PROXY.test(heading);
}

/** `Status` is about the vote here, and not about the register. */
const STATUS = /\b(?:status|state|outcome|decision)\b/i;
const FREE = new Set([
  'status',
  'absent',
  'proxy',
  'voteBegins',
  'voteEnds',
  'date',
  'canvassedOn',
  'markers',
]);
const END =
  /\b(?:end(?:s|ed|ing)?|expir\w+|until|to|ceas\w+|cancel\w+|laps\w+|withdrawn|last (?:day|date))\b/i;
const BEGIN = /\b(?:start(?:s|ed|ing)?|begin\w*|commenc\w+|from|effective|first (?:day|date))\b/i;

/** `In person`, `Votes at polling station`; and not `Polling Station`, which has its name. */
const IN_PERSON = /\bin[- ]person\b|\bvot(?:es?|ing|er) (?:at|in) (?:the |a )?(?:polling )?station\b/i;

/** The dates of applications and of despatch say nothing about when a vote ends. */
function isAboutDates(heading: string, cells: readonly string[]): boolean {
  const dates = cells.filter((cell) => readDateCell(cell, 0) !== null).length;
  return (
    !/sent|issue|d[ei]spatch|return|appl|birth|\bdob\b/i.test(heading) &&
    dates > 0 &&
    dates * 2 >= cells.length
  );
}

/** Whether at least half of the cells are words for votes, as in a column headed `Type`; the others are asked about. */
function hasVotes(cells: readonly string[]): boolean {
  const votes = cells.filter((cell) => isAbsentWord(cell) && readAbsentVote(cell) !== null).length;
  return votes > 0 && votes * 2 >= cells.length;
}

/** `Proxy`, `Proxy Name`, `Name of proxy`, and not `Proxy address`. */
function isAboutProxy(heading: string): boolean {
  return PROXY.test(heading) && !POSTAL.test(heading) && !/address|post ?code|number|\bno\b/i.test(heading);
}

/** How a cell says that somebody votes; `yes` if it only confirms what the list lists; null if it is not understood. */
export function voteIn(
  cell: string,
  { yes, heading, edge, isInPerson }: VoteColumn,
  pollingDay: string,
): Exclude<AbsentVote, ''> | 'yes' | null {
  if (edge) return voteOn(cell, edge, pollingDay);
  if (isInPerson) {
    const tick = readYesNo(cell, 'optOut');
    return tick === null ? readAbsentVote(cell, { pollingDay }) : tick.yes ? 'none' : 'yes';
  }
  const said = readAbsentVote(cell, { about: yes ?? undefined, isWay: isAboutWays(heading), pollingDay });
  const isYes = said === 'postal' && readAbsentVote(cell, { about: 'proxy', pollingDay }) === 'proxy';
  if (isYes) return yes ?? 'yes';
  return yes === 'proxy' ? readProxy(cell, { isOfNames: NAMES.test(heading), pollingDay }) : said;
}

/** Whether a vote that begins or ends on a day holds on polling day, with the day or the month first. */
export function voteOn(cell: string, edge: 'begin' | 'end', pollingDay: string): 'none' | 'yes' | null {
  if (saysNoDate(cell) || /^(?:indefinite|permanent|ongoing|open)\b/i.test(cell)) return 'yes';
  const date = readDateCell(cell, 0);
  if (!date) return null;
  const holds = [date.iso, date.monthFirst ?? date.iso].map((day) =>
    edge === 'end' ? day >= pollingDay : day <= pollingDay,
  );
  return holds[0] !== holds[1] ? null : holds[0] ? 'yes' : 'none';
}

const NAMES = /name|appointed/i;

export const PROXY = /\b(?:prox(?:y|ies)|dirprwy(?:on)?|ddirprwy(?:on)?)\b/i;
export const POSTAL =
  /\b(?:postals?(?! (?:address|town|code|prox))|post(?= vot)|by post|pvs?|avs?|p[ou]st bleidlais\w*|bleidlais\w* (?:bost|drwy'r post)|pleidlais\w* post)\b/i;
