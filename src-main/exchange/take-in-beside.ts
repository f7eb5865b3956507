import { extname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from '../../src-shared/message.ts';
import { conflictsAnew } from '../journal/conflicts/conflicts.ts';
import { mergeWithin } from '../journal/merge.ts';
import { besideRoom, settledOpen } from '../store/draft/beside.ts';
import { newDraftFile, removeDraft } from '../store/draft/draft-file.ts';
import { heardUpTo, noteHeard } from '../store/laptops/heard.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { noteHave } from './known-elsewhere.ts';
import { isStillFor, takeRegisterDraft } from './register-draft.ts';
import { ensureCanTakeIn, INCOMPLETE, readShared, type TakenIn, takeIn, understood } from './take-in.ts';
import type { AskedTakeIn, PlannedTakeIn } from './take-in-plan.ts';

/*
 * A day of a constituency takes seconds to unseal, to read, to try and to check. That is done in a thread, on a copy of
 * the room in memory, so that marks go on beside it. What is new is then taken in parts, with other work between them.
 * Each part leaves the room as the entries say that it has by then; if the program ends between two, the same file
 * brings the others. A later register and its entries come together: the thread writes what is different with them to
 * a draft, from which they are copied at once.
 */

/** What taking a shared file in would do. Nothing is changed. @throws Refusal */
export async function lookBeside(room: Room, bytes: Buffer): Promise<TakenIn> {
  await canTakeIn(room);
  return (await planned(room, bytes, null)).taken;
}

/** Takes a shared file in, as `takeIn`. The same file again, or an older one, changes nothing. @throws Refusal */
export async function takeInBeside(room: Room, bytes: Buffer): Promise<TakenIn> {
  let count = 0;
  let first: TakenIn | undefined;
  const whole = (taken: TakenIn): TakenIn => {
    const { known, byLaptop } = first ?? taken;
    const counts = { new: count, known, byLaptop };
    return { ...taken, ...counts, conflicts: conflictsAnew(room), devices: heardUpTo(room) };
  };
  for (let time = 0; time < MOST_TIMES; time += 1) {
    await canTakeIn(room);
    const { taken, come, isWhole } = await planAndTake(room, bytes);
    count += come;
    if (isWhole) return whole(taken);
    first ??= taken;
  }
  await canTakeIn(room);
  const taken = takeIn(room, readShared(room, bytes));
  count += taken.new;
  return whole(taken);
}

/** So often a file is tried, if the room is changed meanwhile in such a way that a later register has to be compared anew. */
const MOST_TIMES = 4;

/** What was planned, how many entries have come, and whether that is all. */
type Tried = { taken: TakenIn; come: number; isWhole: boolean };

async function planAndTake(room: Room, bytes: Buffer): Promise<Tried> {
  const { key } = room;
  const draft = newDraftFile(room.file);
  try {
    const { taken, parts, register, heard } = await planned(room, bytes, draft);
    await canTakeIn(room);
    const come = await takeParts(room, parts);
    if (!register) {
      room.change(() => {
        noteHave(room, heard.device, heard.have);
        noteHeard(room, { ...heard.heard, [heard.device]: heard.at });
      });
      return { taken, come, isWhole: true };
    }
    // With another passphrase, the room cannot read the draft.
    if (parts.length > 0 || room.key !== key || !isStillFor(room, register))
      return { taken, come, isWhole: false };
    room.changeFrom(draft, () => takeRegisterDraft(room, register));
    return { taken, come: taken.new, isWhole: true };
  } finally {
    removeDraft(draft, key !== undefined);
  }
}

/** Takes entries in, in parts. Returns how many were new. */
async function takeParts(room: Room, parts: readonly string[]): Promise<number> {
  let count = 0;
  for (const part of parts) {
    const begun = performance.now();
    count += room.change(() => mergePart(room, part));
    // Marks that have come in meanwhile get as much of the time, however slow the laptop is.
    await wait(performance.now() - begun);
    await canTakeIn(room);
  }
  return count;
}

/** How many of its entries are new. */
function mergePart(room: Room, part: string): number {
  const merged = understood(() => mergeWithin(room, JSON.parse(part)));
  if (merged.gaps.length > 0) throw new Refusal(INCOMPLETE);
  return merged.new;
}

/** Waits until the room can take a file in. @throws Refusal if it cannot. */
async function canTakeIn(room: Room): Promise<void> {
  await settledOpen(room, CLOSED);
  ensureCanTakeIn(room);
}

function planned(room: Room, bytes: Buffer, draft: string | null): Promise<PlannedTakeIn> {
  const script = new URL(`./take-in-thread${extname(import.meta.url)}`, import.meta.url);
  const asked: Omit<AskedTakeIn, 'room'> = { bytes, draft };
  return besideRoom(room, script, asked, CLOSED);
}

const CLOSED = say('The room was closed. Open it and take the file in again.');
