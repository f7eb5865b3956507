import type { Message } from '../../../src-shared/message.ts';
import type { EntryStatus, ToldBy } from '../../store/journal/journal.ts';
import { holdsInSql } from '../../store/journal/journal-links.ts';
import { storedMessage } from '../../store/journal/stored-message.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { electorById, enteredElector } from '../find-elector.ts';
import { TOLD_BY } from '../mark.ts';

/** One number of a slip, as long as it is not undone. */
export type SlipEntry = {
  id: string;
  entered: string;
  status: EntryStatus;
  elector: ReturnType<typeof enteredElector> | null;
  message: Message | null;
  at: number;
  /** The district in which it was looked for; null for any. */
  district: string | null;
  /** The number set aside that this one puts right. */
  settles: string | null;
  /** It is a name or a door, and not a number. */
  toldBy: ToldBy | null;
};

const sql = prepared((db) => ({
  entries: db.prepare<
    [number],
    {
      id: string;
      entered: string;
      status: EntryStatus;
      message: string | null;
      elector_id: number | null;
      at: number;
      district: string | null;
      settles: string | null;
      toldBy: ToldBy | null;
    }
  >(
    `SELECT id, entered, status, message, elector_id, at, district, settles, ${TOLD_BY} AS toldBy FROM journal
      WHERE slip_id = ? AND kind = 'number' AND ${holdsInSql('journal')} ORDER BY seq`,
  ),
}));

/** The numbers of a slip, in the order of entry, without those that were undone. */
export function slipEntries(room: Room, id: number): SlipEntry[] {
  return sql(room.db)
    .entries.all(id)
    .map(({ id: entry, entered, status, message, elector_id, at, district, settles, toldBy }) => {
      const elector = elector_id === null ? undefined : electorById(room, elector_id);
      return {
        id: entry,
        entered,
        status,
        elector: elector ? enteredElector(elector) : null,
        message: message === null ? null : storedMessage(message),
        at,
        district,
        settles,
        toldBy,
      };
    });
}
