import type { EntryStatus } from '../turnout/types.ts';
import type { SheetMove } from './journal.ts';

type Entry = {
  kind: string;
  status: EntryStatus | null;
  entered: string | null;
  message: string | null;
  detail: string | null;
};

const STATUS_WORDS: Record<EntryStatus, string> = {
  marked: 'Marked off',
  already: 'Entered again',
  unknown: 'Parked: not on the register',
  ambiguous: 'Parked: several may be meant',
  unreadable: 'Parked: cannot be read',
  undone: 'Mark taken back',
};

/** The same of an undoing that took nothing back. */
const NOT_UNDONE: Partial<Record<EntryStatus, string>> = {
  already: 'Not taken back: was not marked off',
  unknown: 'Not taken back: not on the register',
  ambiguous: 'Not taken back: several may be meant',
  unreadable: 'Not taken back: cannot be read',
};

const DOORSTEP_WORDS: Record<string, string> = { voted: 'says has voted', lift: 'wants a lift' };

/** What an entry of the journal says was done, in a few words; `number` is that of the elector it is about, if any. */
export function inWords({ kind, status, entered, message, detail }: Entry, number: string | null): string {
  if (status) {
    const undoing = kind === 'undo' ? NOT_UNDONE[status] : undefined;
    if (undoing) return `${undoing}${asEntered(entered ?? '', number)}`;
    const remark = message && (status === 'marked' || status === 'already') ? ` (${message})` : '';
    return `${STATUS_WORDS[status]}${asEntered(entered ?? '', number)}${remark}`;
  }
  const told: Record<string, unknown> = detail === null ? {} : JSON.parse(detail);
  switch (kind) {
    case 'sheet':
      return told.replaces
        ? `On sheet ${told.code}, ${told.district} ${told.street}, round ${told.round}, in the place of sheet ${told.replaces}`
        : `On sheet ${told.code}, ${told.district} ${told.street}, round ${told.round}`;
    case 'sheet printed':
    case 'sheet withdrawn':
    case 'sheet out':
    case 'sheet back':
    case 'sheet lost':
      return movedWords(kind, told.code, told.runner);
    case 'doorstep':
      return entered === ''
        ? `Answer at the door taken back`
        : `At the door: ${DOORSTEP_WORDS[entered ?? ''] ?? entered}`;
    case 'walk':
      return told.removed === undefined ? `Walk ${told.name} changed` : `Walk ${told.removed} taken apart`;
    case 'import':
      return `Register imported: ${told.imported} new, ${told.updated} changed, ${told.removed} removed`;
    case 'export':
      return `${told.of === 'journal' ? 'Journal' : 'List of who was marked off'} exported: ${told.rows} lines`;
    case 'given up':
      return `Parked number given up: ${entered}`;
    case 'station':
      return told.removed === undefined ? `Polling station ${told.name} changed` : 'Polling station removed';
    default:
      return registerWords(told);
  }
}

/** Each a sentence of its own, since the screens know them by their wording. */
function movedWords(move: SheetMove, code: unknown, runner: unknown): string {
  switch (move) {
    case 'sheet printed':
      return `Sheet ${code}: printed`;
    case 'sheet withdrawn':
      return `Sheet ${code}: withdrawn`;
    case 'sheet out':
      return runner ? `Sheet ${code}: out with ${runner}` : `Sheet ${code}: out`;
    case 'sheet back':
      return runner ? `Sheet ${code}: back from ${runner}` : `Sheet ${code}: back`;
    case 'sheet lost':
      return runner ? `Sheet ${code}: lost by ${runner}` : `Sheet ${code}: lost`;
  }
}

/** What was typed, where the elector's own number beside it does not say so. */
function asEntered(entered: string, number: string | null): string {
  if (number === null) return `: ${entered}`;
  const bare = (text: string) => text.toUpperCase().replace(/[\s-]/g, '');
  return bare(entered) === bare(number) ? '' : `, entered as ${entered}`;
}

const FIELD_WORDS: Record<string, string> = {
  vi: 'voting intention',
  absent: 'how they vote',
  lift: 'lift wanted',
  do_not_knock: 'do not knock',
};

/** `surname Evans is now Rees`; the address line follows from its parts and is left out. */
function corrections(corrected: object): string {
  const changes = Object.entries(corrected as Record<string, [string | number, string | number]>);
  return changes
    .filter(([field]) => field !== 'address' || changes.length === 1)
    .map(([field, [before, now]]) => {
      const name = FIELD_WORDS[field] ?? field;
      if (typeof now === 'number') return `${name}: ${now === 1 ? 'yes' : 'no'}`;
      if (before === '') return `${name}: ${now}`;
      return now === '' ? `${name} ${before} taken out` : `${name} ${before} is now ${now}`;
    })
    .join('; ');
}

function registerWords(told: Record<string, unknown>): string {
  if ('added' in told) return `${told.added} added by hand`;
  if ('removed' in told) return `${told.removed} taken off the register by hand`;
  if ('restored' in told) return `${told.restored} put back on the register by hand`;
  if ('corrected' in told) return `Corrected: ${corrections(told.corrected ?? {})}`;
  if ('becomes' in told) return `Street ${told.street} is now ${told.becomes}`;
  if ('movedTo' in told) return `${told.address} moved to ${told.movedTo}`;
  if ('absentVoters' in told) return 'List of absent voters taken';
  if ('everybodyVotes' in told)
    return told.everybodyVotes === 'none'
      ? 'All postal votes cleared'
      : 'Postal votes by the register’s letters';
  if ('question' in told) return `Question ${told.question} settled`;
  return 'Register changed';
}
