import { isMessage, say } from '../../../src-shared/message.ts';
import { formatNumber, readNumberCells } from '../../register/elector/elector-number.ts';
import { addToJournal } from '../../store/journal/journal.ts';
import { headsOf, holdsInSql } from '../../store/journal/journal-links.ts';
import { SUBJECT } from '../../store/journal/journal-row.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { prepared } from '../../store/prepared.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { type SlipEntry, slipEntries } from './slip-entries.ts';

/** How two times of entering one slip differ. */
export type SlipDifferences = {
  /** Numbers that only one of them has, and that nobody has decided about. */
  onlyFirst: SlipEntry[];
  onlySecond: SlipEntry[];
  /** Those that somebody has compared with the paper and kept. */
  kept: KeptDifference[];
};

type KeptDifference = {
  /** The entry that says so, to undo it. */
  id: string;
  number: string;
  by: string;
  at: number;
};

const sql = prepared((db) => ({
  electorOf: db.prepare<[string], number | null>('SELECT elector_id FROM journal WHERE id = ?').pluck(),
  kept: db.prepare<[number], { id: string; entered: string; by: string; at: number; detail: string }>(
    `SELECT id, entered, by, at, detail FROM journal
      WHERE slip_id = ? AND kind = 'kept' AND ${holdsInSql('journal')} ORDER BY seq`,
  ),
}));

/** The differences between two times of entering one slip. */
export function slipDifferences(room: Room, first: number, second: number): SlipDifferences {
  const [one, other] = [asSettled(slipEntries(room, first)), asSettled(slipEntries(room, second))];
  const said = sql(room.db).kept.all(second);
  const keptIds = new Set(said.map(({ detail }) => storedDetail('kept', detail).kept));
  const without = (entries: readonly SlipEntry[], others: readonly SlipEntry[]) => {
    const known = new Set(others.map(numberOf));
    for (const entry of entries) if (keptIds.has(entry.id)) known.add(numberOf(entry));
    return [...new Map(entries.map((entry) => [numberOf(entry), entry]))].flatMap(([number, entry]) =>
      known.has(number) ? [] : [entry],
    );
  };
  return {
    onlyFirst: without(one, other),
    onlySecond: without(other, one),
    kept: said.map(({ id, entered, by, at }) => ({ id, number: entered, by, at })),
  };
}

/** Whether there is something to decide. */
export function differs({ onlyFirst, onlySecond }: SlipDifferences): boolean {
  return onlyFirst.length + onlySecond.length > 0;
}

/**
 * Keeps a number that only one of the two times has, so that no window asks about it again. To keep it twice changes
 * nothing.
 * @throws Refusal if it does not differ any more.
 */
export function keepDifference(
  room: Room,
  { first, second, entry, by }: { first: number; second: number; entry: string; by: string },
): void {
  if (headsOf(room.db, SUBJECT.kept(entry)).length > 0) return;
  const { onlyFirst, onlySecond } = slipDifferences(room, first, second);
  const found = [...onlyFirst, ...onlySecond].find(({ id }) => id === entry);
  if (!found) throw new Refusal(say('That number does not differ between the two times any more.'));
  room.change(() =>
    addToJournal(room, {
      kind: 'kept',
      by,
      entered: numberOf(found),
      electorId: sql(room.db).electorOf.get(entry) ?? undefined,
      place: { district: null, stationId: null, slipId: second },
      detail: { kept: entry },
    }),
  );
}

/** Without numbers set aside that others were entered for. */
function asSettled(entries: readonly SlipEntry[]): SlipEntry[] {
  const settled = new Set(entries.map(({ settles }) => settles));
  return entries.filter(({ id }) => !settled.has(id));
}

/** One that nobody has is the same however it was written. */
function numberOf({ elector, entered, district }: SlipEntry): string {
  if (elector) return elector.number;
  const read = readNumberCells(district ?? '', entered, '');
  return isMessage(read) ? entered.toUpperCase() : formatNumber(read);
}
