import { say } from '../../../src-shared/message.ts';
import { checkRoom } from '../../journal/check.ts';
import { conflicts } from '../../journal/conflicts/conflicts.ts';
import { roomTotals } from '../../register/totals.ts';
import { copyHere, type RoomToCopy } from '../../store/draft/beside.ts';
import { draftOf } from '../../store/draft/draft.ts';
import { removeRoomFiles } from '../../store/file/room-file.ts';
import { addToJournal } from '../../store/journal/journal.ts';
import { lastEntry } from '../../store/journal/register-entries.ts';
import { thisDevice } from '../../store/laptops/device.ts';
import { type Laptop, laptops, registerKeeper } from '../../store/laptops/laptops.ts';
import { giveKey } from '../../store/other-key.ts';
import { prepared } from '../../store/prepared.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { roomIds } from '../../store/room-ids.ts';
import { type KeyAndSalt, type RoomKey, rawKeyOf } from '../../store/room-key.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import type { People } from './carried-entries.ts';
import { type JoinAnswers, type Joined, joinWithin } from './join-within.ts';
import { type CopyOfRoom, openCopy } from './open-copy.ts';

/** For the thread: this room, the copy of the other one, and where the new room is made. */
export type AskedJoin = {
  room: RoomToCopy;
  /** What the new room is to open with; undefined if this room has no passphrase. */
  own: KeyAndSalt | undefined;
  from: CopyOfRoom;
  answers: JoinAnswers;
  /** The name that the new room is to have, and the one that it has until it is finished. */
  file: string;
  waiting: string;
  /** Nothing is to be left but what joining would do. */
  isPreview: boolean;
};

/** What joining does, and what is needed to carry what was entered here meanwhile. */
export type PlannedJoin = {
  made: Joined & Laptops;
  people: People;
  /** The newest entry of this room that was there to be carried. */
  seq: number;
  /** Opens the new room while it waits. */
  key: RoomKey | undefined;
};

/** This laptop in the other's day, and the laptop that keeps the register there. */
export type Laptops = { laptop: Laptop; from: Laptop | null };

const sql = prepared((db) => ({
  written: db.prepare<[number], 1>('SELECT 1 FROM journal WHERE device = ? LIMIT 1').pluck(),
}));

/**
 * In the thread: makes the new room under its waiting name, and checks it. This room is only read.
 * @throws Refusal if somebody has to be asked about, or it cannot be made; nothing is left then.
 */
export function planJoin({ room, own, from, answers, waiting, isPreview }: AskedJoin): PlannedJoin {
  const db = copyHere(room);
  let there: Room | undefined;
  let isFinished = false;
  try {
    const here = draftOf(room.file, db, room.key);
    ensureCanCarry(here);
    there = openCopy(from, waiting);
    const planned = joinCopy(here, there, answers);
    if (isPreview) return planned;
    ensureWhole(there, planned.made);
    const { key } = there;
    there.close();
    if (own) giveKey(own, waiting, key);
    isFinished = true;
    return { ...planned, key: own ? own.key : planned.key };
  } finally {
    db.close();
    if (there?.isOpen) there.close();
    if (!isFinished) removeRoomFiles(waiting);
  }
}

function joinCopy(here: Room, there: Room, answers: JoinAnswers): PlannedJoin {
  const { readsOnly, ...laptop } = ensureIsCopy(here, there);
  const { joined, people } = there.change(() => {
    // One that was only to read enters numbers and has paper from now on.
    if (readsOnly) addToJournal(there, { kind: 'laptop', by: '', detail: laptop });
    const done = joinWithin(here, there, answers, laptop.letter);
    if (here.isEncrypted) writeSetting(there, 'recovery_key', readSetting(here, 'recovery_key') ?? '');
    return done;
  });
  return {
    made: { ...joined, laptop, from: registerKeeper(there) },
    people,
    seq: lastEntry(here.db),
    key: there.key && rawKeyOf(there.db, there.key),
  };
}

/** @throws Refusal if somebody has to be asked about, or the room is not as its journal says. */
function ensureWhole(there: Room, { asked }: Joined): void {
  const open = asked.filter(({ answer }) => answer === null);
  if (open.length > 0)
    throw new Refusal(
      say(
        'Nothing was changed: {{count}} electors have to be asked about first, such as {{number}}, {{name}}. Say who each is on the other laptop.',
        { count: open.length, number: open[0]?.number ?? '', name: open[0]?.name ?? '' },
        'Nothing was changed: {{number}}, {{name}}, has to be asked about first. Say who that is on the other laptop.',
      ),
    );
  const { problems } = checkRoom(there);
  if (problems.length > 0)
    throw new Refusal(
      say('The new room was checked and is not as it should be, so it was not kept: {{problems}}', {
        problems,
      }),
    );
}

/** @throws Refusal if this room has nothing to carry, or its laptops disagree. */
function ensureCanCarry(here: Room): void {
  if (roomTotals(here).electors === 0)
    throw new Refusal(say('This room has no register, so it has nothing to carry. Open the copy instead.'));
  if (laptops(here.db).length > 1 && conflicts(here).length > 0)
    throw new Refusal(
      say('The laptops of this room disagree about something. Settle that on Other laptops first.'),
    );
}

/**
 * The laptop that the copy was made for.
 * @throws Refusal if it is not a copy of another day that nobody has used.
 */
function ensureIsCopy(here: Room, there: Room): Laptop {
  if (roomIds(here).day === roomIds(there).day)
    throw new Refusal(
      say('Both laptops are of one day already. Bring a file that the other one has shared, and take it in.'),
    );
  const { id, number } = thisDevice(there);
  const laptop = laptops(there.db).find(({ device }) => device === id);
  if (!laptop || sql(there.db).written.get(number))
    throw new Refusal(
      say(
        'Somebody works in this room: it is not a copy for this laptop. On the other laptop, choose “Prepare another laptop” on Other laptops, and bring the copy that it writes.',
      ),
    );
  if (roomTotals(there).electors === 0)
    throw new Refusal(
      say('The other room has no register. Import it there first, and have the copy made again.'),
    );
  return laptop;
}
