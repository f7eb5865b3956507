import { type Message, say } from '../../../../src-shared/message.ts';
import { ColumnContent } from './column-content.ts';
import type { ColumnMap } from './headings.ts';

/**
 * A column that says of each line whether it adds, changes or deletes an elector, under a heading that is not known.
 * Passed over, an alterations file would look like a register of a few electors.
 */
export type AlterationColumn = { column: number; values: string[]; sureness: 'sure' | 'unsure' | 'unlikely' };

/** Such a column that is not sure, so that a person has to say, or is told of it if that is unlikely. */
export type DoubtfulColumn = { column: number; heading: string; values: string[]; isAsked: boolean };

const DELETE = /^(?:d|del|deleted?|deletion|removed?|removal|-)$/i;
const ADD = /^(?:a|add|added|addition|inserted?|\+)$/i;
const NEW = /^(?:n|new)$/i;
const AMEND = /^(?:m|mod|modified|modify|modification|amend|amended|amendment|changed?|updated?|=)$/i;
/** The kinds of alteration. A column of gender or of grades has other letters too. */
const KINDS = [DELETE, ADD, NEW, AMEND];

/** Letters that only mean an alteration if the heading says so: C for changed, U for updated. */
const AMEND_BY_HEADING = /^[cu]$/i;
const SAYS_SO = /change|amend|update|alter|modif|revis|delta|transaction/;
/** `Method of verification` and `IER status` are about how somebody registered. */
const SAYS_OTHERWISE = /ier|verif|date|month|day|time|by$|gender|sex/;

/**
 * Finds such a column; null if there is none, or its heading is known. `isSaid` marks columns that a person has
 * matched.
 */
export function findAlterationColumn(
  { roles, keys, at }: ColumnMap,
  rows: readonly (readonly string[])[],
  isSaid: (column: number) => boolean,
): AlterationColumn | null {
  if (at.status !== undefined || at.change !== undefined || at.deleted !== undefined) return null;
  const found = roles.flatMap((role, column): AlterationColumn[] => {
    const key = keys[column] ?? '';
    // `Flag` and `Code` may be headings of it too.
    const isOther = role === 'markers' || (role === 'votingIntention' && key === 'code');
    if ((role !== null && !isOther) || isSaid(column)) return [];
    const content = new ColumnContent(rows.map((cells) => (cells[column] ?? '').trim()));
    const sureness = judge(key, content);
    if (sureness === 'no' || (isOther && sureness !== 'sure')) return [];
    const isSure = sureness === 'sure' && role !== 'votingIntention';
    const values = [...new Set(content.filled)];
    return [{ column, values, sureness: isSure ? 'sure' : sureness === 'sure' ? 'unsure' : sureness }];
  });
  const [first, ...others] = found.toSorted((a, b) => RANK[a.sureness] - RANK[b.sureness]);
  // Two of them cannot both be it.
  const isAlone = !others.some(({ sureness }) => sureness === 'sure');
  return first ? { ...first, sureness: isAlone ? first.sureness : 'unsure' } : null;
}

const RANK = { sure: 0, unsure: 1, unlikely: 2 };

function judge(key: string, content: ColumnContent): AlterationColumn['sureness'] | 'no' {
  if (content.share < 0.9 || content.distinct > 12 || SAYS_OTHERWISE.test(key)) return 'no';
  const isNamed = SAYS_SO.test(key);
  const kinds = new Set<RegExp>();
  for (const value of new Set(content.filled)) {
    const kind = KINDS.find((each) => each.test(value)) ?? (AMEND_BY_HEADING.test(value) ? AMEND : undefined);
    if (kind === undefined || (kind === AMEND && AMEND_BY_HEADING.test(value) && !isNamed)) return 'no';
    kinds.add(kind);
  }
  if (kinds.size === 0) return 'no';
  if (isNamed) return 'sure';
  // A column of dashes is blank, and one with the same A, M or N everywhere may be about anything.
  if (kinds.size === 1) {
    if (content.filled.every((value) => value === '-')) return 'no';
    return content.filled.every((value) => /^(?:[amn-]|new)$/i.test(value)) ? 'unlikely' : 'unsure';
  }
  return kinds.has(DELETE) && (kinds.has(AMEND) || kinds.has(NEW)) ? 'sure' : 'unsure';
}

/** What to ask about a column that may say what happened to each elector. */
export function askAboutAlterations({ heading, values }: DoubtfulColumn): Message {
  return say(
    'The column "{{heading}}" has only {{values}}. It may say whom the file adds, changes or deletes; then the file is not a whole register. Match that column by hand, on the Register screen or with a mapping file (--mapping): as "{{role}}" if it says so, otherwise as not used.',
    { heading, values, role: say('add, delete or modify') },
  );
}
