import { say } from '../../src-shared/message.ts';
import { addToJournal } from '../store/journal.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { markNumbers } from '../turnout/mark.ts';
import { slipEntries } from '../turnout/slip-entries.ts';
import { readSlip, refreshSlips, type Slip } from '../turnout/slips.ts';
import { undoEntries } from './undo.ts';

/** Where a slip is from: a district, or a polling station. */
export type SlipPlace = { district: string; stationId: number | null };

/**
 * Moves a slip that was entered for the wrong district: its numbers are undone and entered again as they were written,
 * in one durable transaction. Numbers with a district of their own mean the same as before.
 * @throws Refusal if something rests on one of the numbers, or the place is not in the room; nothing changes then.
 */
export function moveSlip(room: Room, id: number, place: SlipPlace, by: string): Slip {
  return room.change(() => {
    const slip = readSlip(room, id);
    const written = slipEntries(room, id).filter(({ settles }) => settles === null);
    if (slip.district === place.district && slip.stationId === place.stationId)
      throw new Refusal(
        say('Slip {{id}} is there already. Choose another district or station.', { id: slip.number }),
      );
    const entries = slipEntries(room, id).map((entry) => entry.id);
    if (entries.length > 0) undoEntries(room, entries, by);
    const { number, toldAt, teller, toldCount, secondOf, state } = slip;
    const head = { number, toldAt, teller, toldCount, secondOf, isOpen: state === 'open', ...place };
    addToJournal(room, { kind: 'slip', by, detail: { slip: id, ...head } });
    refreshSlips(room, [id]);
    if (written.length > 0) {
      const text = written.map(({ entered }) => entered).join('\n');
      markNumbers(room, {
        text,
        by,
        slipId: id,
        district: place.district || undefined,
        stationId: place.stationId ?? undefined,
      });
    }
    return readSlip(room, id);
  });
}
