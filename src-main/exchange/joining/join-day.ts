import { copyFileSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { say } from '../../../src-shared/message.ts';
import { checkRoom } from '../../journal/check.ts';
import { conflicts } from '../../journal/conflicts/conflicts.ts';
import { roomTotals } from '../../register/totals.ts';
import { explainFault, NotARoom, RoomDamaged } from '../../store/faults.ts';
import { ensureFree, giveName, newRoomFile } from '../../store/file/new-room-file.ts';
import { clearName, isNoRoomYet, realFile, removeRoomFiles } from '../../store/file/room-file.ts';
import { addToJournal } from '../../store/journal/journal.ts';
import { thisDevice } from '../../store/laptops/device.ts';
import { type Laptop, laptops, registerKeeper } from '../../store/laptops/laptops.ts';
import { NewerVersion, openRoom } from '../../store/open-room.ts';
import { giveKeyOf } from '../../store/other-key.ts';
import { prepared } from '../../store/prepared.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { roomIds } from '../../store/room-ids.ts';
import { type RoomKey, RoomLocked } from '../../store/room-key.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import type { Chosen } from '../replicas.ts';
import { type JoinAnswers, type Joined, joinWithin } from './join-within.ts';

/*
 * Two laptops that imported the register by themselves become one day: this one goes on with a copy of the other's room,
 * into which it carries what it has entered. The other laptop stays as it is, and gets the entries with a shared file.
 */

/** How to join. */
export type JoinChoice = {
  /** Puts the copy of the other room to a name that only the program uses, and opens it there. */
  open(to: string): Room;
  answers: JoinAnswers;
  /** The whole path of the new room; null for a free name beside this one. */
  file: string | null;
};

/** What joining did, or would do. */
export type JoinedDay = Joined & {
  /** The new room, and the old one, which is kept. */
  file: string;
  keptAs: string;
  /** This laptop in the other's day, and the laptop that keeps the register there. */
  laptop: Laptop;
  from: Laptop | null;
  /** The new room opens with this room's passphrase; otherwise with that of the copy. */
  hasOwnPassphrase: boolean;
};

const PROGRAM = 'the joining of another laptop’s day';

const sql = prepared((db) => ({
  written: db.prepare<[number], 1>('SELECT 1 FROM journal WHERE device = ? LIMIT 1').pluck(),
}));

/** What joining would do: it is done in a copy, counted, and removed. */
export function previewJoin(here: Room, choice: JoinChoice): JoinedDay {
  return inCopy(here, choice, () => undefined);
}

/**
 * Makes the new room: all of it beside its place first, checked, and only then with its name. This room is not changed.
 * @throws Refusal if somebody has to be asked about, or it cannot be made; nothing is left then.
 */
export function joinDay(here: Room, choice: JoinChoice): JoinedDay {
  return inCopy(here, choice, (made, there, waiting) => {
    const open = made.asked.filter(({ answer }) => answer === null);
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
    const { key } = there;
    there.close();
    if (here.key) giveKeyOf({ db: here.db, key: here.key }, waiting, key);
    ensureFree(made.file);
    giveName(waiting, made.file);
  });
}

type Keep = (made: JoinedDay, there: Room, waiting: string) => void;

function inCopy(here: Room, { open, answers, file: typed }: JoinChoice, keep: Keep): JoinedDay {
  ensureCanJoin(here);
  const file = newRoomFile(
    here.file,
    typed ?? suggestedRoom(here),
    say('The name of a room ends in .room. Give the new room such a name.'),
  );
  // Beside this room if it can be, so that what a killed program leaves there is removed with it.
  const waiting = `${dirname(file) === dirname(here.file) ? here.file : file}.restoring`;
  clearName(waiting);
  removeRoomFiles(waiting);
  let there: Room | undefined;
  try {
    const copy = open(waiting);
    there = copy;
    const { readsOnly, ...laptop } = ensureIsCopy(here, copy);
    const joined = copy.change(() => {
      // One that was only to read enters numbers and has paper from now on.
      if (readsOnly) addToJournal(copy, { kind: 'laptop', by: '', detail: laptop });
      const done = joinWithin(here, copy, answers, laptop.letter);
      if (here.isEncrypted) writeSetting(copy, 'recovery_key', readSetting(here, 'recovery_key') ?? '');
      return done;
    });
    const made: JoinedDay = {
      ...joined,
      file,
      keptAs: here.file,
      laptop,
      from: registerKeeper(copy),
      hasOwnPassphrase: here.isEncrypted,
    };
    keep(made, copy, waiting);
    return made;
  } catch (error) {
    throw explainFault(error, basename(file));
  } finally {
    if (there?.isOpen) there.close();
    removeRoomFiles(waiting);
  }
}

/** A free name for the new room, beside this one. */
function suggestedRoom({ file }: Room): string {
  const name = basename(file).replace(/\.room$/i, '');
  const at = (number: number) =>
    join(dirname(file), number === 1 ? `${name}-joined.room` : `${name}-joined-${number}.room`);
  let number = 1;
  while (existsSync(at(number))) number += 1;
  return at(number);
}

/** @throws Refusal if this room cannot join another now. */
function ensureCanJoin(here: Room): void {
  if (here.readOnly) throw new Refusal(here.readOnly.sentence);
  if (here.isRegisterHeld)
    throw new Refusal(say('A register is being imported. Join the other day when that is done.'));
  if (roomTotals(here).electors === 0)
    throw new Refusal(say('This room has no register, so it has nothing to carry. Open the copy instead.'));
  if (laptops(here.db).length > 1 && conflicts(here).length > 0)
    throw new Refusal(
      say('The laptops of this room disagree about something. Settle that on Other laptops first.'),
    );
}

/**
 * The laptop that the copy was made for.
 * @throws Refusal if it is no copy of another day that nobody has used.
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

/**
 * Opens a copy of another room, which stays as it is.
 * @throws Refusal if there is none, or it is not whole, or the passphrase does not open it.
 */
export function openCopy(path: string, key: RoomKey | undefined, to: string): Room {
  const file = realFile(path);
  if (isNoRoomYet(file))
    throw new Refusal(
      say('There is no room at {{file}}. Check the name, or plug the USB stick in.', { file }),
    );
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw new Refusal(
      say('{{file}} is open in a program. Close it there, and try again.', { file: basename(file) }),
    );
  return opened(basename(file), key, to, () => copyFileSync(file, to));
}

/**
 * The same of a copy that a window has sent.
 * @throws Refusal as `openCopy`.
 */
export function openSentCopy({ fileName, content }: Chosen, key: RoomKey | undefined, to: string): Room {
  return opened(fileName, key, to, () => writeFileSync(to, content, { mode: 0o600, flag: 'wx' }));
}

function opened(fileName: string, key: RoomKey | undefined, to: string, put: () => void): Room {
  try {
    put();
    return openRoom(to, { create: false, program: PROGRAM, key });
  } catch (error) {
    if (error instanceof RoomLocked)
      throw new Refusal(
        say(
          'That passphrase does not open {{file}}. It was shown on the other laptop when the copy was made; if that room has a passphrase, it is the same.',
          { file: fileName },
        ),
        { cause: error },
      );
    if (error instanceof NewerVersion)
      throw new Refusal(
        say('{{file}} is from a newer version of Committee Room. Install that version on this laptop too.', {
          file: fileName,
        }),
        { cause: error },
      );
    if (error instanceof NotARoom || error instanceof RoomDamaged)
      throw new Refusal(
        say('{{file}} is not a copy of a room, or not all of it is there. Have it made again.', {
          file: fileName,
        }),
        { cause: error },
      );
    throw explainFault(error, fileName);
  }
}
