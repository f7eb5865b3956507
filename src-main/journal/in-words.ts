import type { EntryStatus } from '../turnout/types.ts';

type Entry = {
  kind: string;
  status: EntryStatus | null;
  entered: string | null;
  message: string | null;
  detail: string | null;
};

const STATUS_WORDS: Record<EntryStatus, string> = {
  marked: 'Marked off',
  already: 'Entered again, was marked off already',
  unknown: 'Parked: not on the register',
  ambiguous: 'Parked: several may be meant',
  unreadable: 'Parked: cannot be read',
  undone: 'Mark taken back',
};

/** What an entry of the journal says was done, in a few words. */
export function inWords({ kind, status, entered, message, detail }: Entry): string {
  if (status) {
    const remark = message && (status === 'marked' || status === 'already') ? ` (${message})` : '';
    return `${STATUS_WORDS[status]}: ${entered ?? ''}${remark}`;
  }
  const told: Record<string, unknown> = detail === null ? {} : JSON.parse(detail);
  switch (kind) {
    case 'sheet':
      return `On sheet ${told.code}, ${told.district} ${told.street}, round ${told.round}`;
    case 'import':
      return `Register imported: ${told.imported} new, ${told.updated} changed, ${told.removed} removed`;
    case 'export':
      return `Exported ${told.rows} lines`;
    case 'given up':
      return `Parked number given up: ${entered}`;
    case 'station':
      return told.removed === undefined ? `Polling station ${told.name} changed` : 'Polling station removed';
    default:
      return registerWords(told);
  }
}

function registerWords(told: Record<string, unknown>): string {
  if ('added' in told) return `${told.added} added by hand`;
  if ('removed' in told) return `${told.removed} taken off the register by hand`;
  if ('restored' in told) return `${told.restored} put back on the register by hand`;
  if ('corrected' in told)
    return `Corrected: ${Object.keys(told.corrected ?? {})
      .join(', ')
      .replaceAll('_', ' ')}`;
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
