import { say } from '../../src-shared/message.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { districtsAt, entryPlace, NOWHERE } from '../turnout/entry-place.ts';
import { markNumbers } from '../turnout/mark.ts';
import { findOne } from '../turnout/read-entries.ts';
import { slipEntries } from '../turnout/slips/slip-entries.ts';
import { allSlips, keepHead, readSlip, type Slip } from '../turnout/slips/slips.ts';
import { entriesOfSlip, undoEntries } from './undo.ts';

/** Where a slip is from: a district, or a polling station. */
export type SlipPlace = { district: string; stationId: number | null };

/**
 * Moves a slip that was entered for the wrong district: its numbers are undone and entered again as they were written,
 * in one durable transaction. Numbers with a district of their own mean the same as before, and so do names and doors for
 * which somebody was chosen who votes there. The paper is one, so the
 * other times that it was entered as a check move too.
 * @throws Refusal if something rests on one of the numbers, or the place is not in the room; nothing changes then.
 */
export function moveSlip(room: Room, id: number, place: SlipPlace, by: string): Slip {
  const slip = readSlip(room, id);
  if (slip.district === place.district && slip.stationId === place.stationId)
    throw new Refusal(
      say('Slip {{id}} is there already. Choose another district or station.', { id: slip.number }),
    );
  return room.change(() => {
    for (const each of timesEntered(room, slip)) move(room, each, place, by);
    return readSlip(room, id);
  });
}

/** Every time that the paper of a slip was entered, without those that were undone; the first one first. */
function timesEntered(room: Room, slip: Slip): Slip[] {
  const all = allSlips(room);
  const firstOf = ({ id, secondOf }: Slip): number => {
    const before = all.find((each) => each.id === secondOf);
    return before ? firstOf(before) : id;
  };
  const first = firstOf(slip);
  return all
    .filter((each) => each.id === slip.id || (each.state !== 'undone' && firstOf(each) === first))
    .sort((a, b) => a.id - b.id);
}

function move(room: Room, slip: Slip, place: SlipPlace, by: string): void {
  const { id } = slip;
  const written = slipEntries(room, id).filter(({ settles }) => settles === null);
  const entries = entriesOfSlip(room, id);
  if (entries.length > 0) undoEntries(room, entries, by);
  keepHead(room, id, { ...slip, ...place, isOpen: slip.state === 'open' }, by);
  const where = {
    slipId: id,
    district: place.district || undefined,
    stationId: place.stationId ?? undefined,
  };
  const numbers = written.filter(({ toldBy }) => toldBy === null);
  if (numbers.length > 0)
    markNumbers(room, { ...where, text: numbers.map(({ entered }) => entered).join('\n'), by });
  const districts = districtsAt(room, entryPlace(room, where));
  for (const { entered, toldBy, elector } of written) {
    if (toldBy === null) continue;
    const chosen = elector && findOne(room, elector.number, NOWHERE).elector;
    // Who votes elsewhere was hardly meant: that has to be chosen again.
    const stays = chosen && (districts === null || districts.includes(chosen.district));
    const what = stays
      ? { text: elector.number, chosenFor: { written: entered, toldBy } }
      : { text: entered };
    markNumbers(room, { ...where, ...what, by });
  }
}
