import { randomBytes, randomInt } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { say } from '../../src-shared/message.ts';
import { digestOf } from '../journal/digest.ts';
import { have } from '../journal/merge.ts';
import { explainFault } from '../store/faults.ts';
import { giveName, newRoomFile } from '../store/file/new-room-file.ts';
import { clearName, removeRoomFiles } from '../store/file/room-file.ts';
import { noteBegun, removeBegunElsewhere } from '../store/laptops/begun-elsewhere.ts';
import { thisDevice } from '../store/laptops/device.ts';
import { noteHeard } from '../store/laptops/heard.ts';
import {
  addLaptop,
  addThisLaptop,
  keepRegisterHere,
  type Laptop,
  registerKeeper,
  removeLaptop,
} from '../store/laptops/laptops.ts';
import { openRoom } from '../store/open-room.ts';
import { giveOtherKey } from '../store/other-key.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { giveNewFileId } from '../store/room-ids.ts';
import type { RoomKey } from '../store/room-key.ts';
import { dropSetting, type SettingName, writeSetting } from '../store/settings.ts';
import { dropAllDrafts } from '../store/window-drafts.ts';
import { noteFile } from './files-for-laptops.ts';
import { noteHave } from './known-elsewhere.ts';
import { suggestedFiles } from './suggested-files.ts';

/** A room that was prepared for another laptop. */
export type PreparedLaptop = CopiedRoom & {
  /** The copy's own passphrase, where this room has none. Nobody else knows it, and it is not kept. */
  passphrase?: string;
};

/**
 * The laptop that a copy is for, and the file of the copy; with its content if it was not written, but is given to a
 * browser that saves it.
 */
export type CopiedRoom = Laptop & { file: string; content?: Buffer };

const PROGRAM = 'the preparation of another laptop';

/** What a file keeps for itself: the copy begins with its own. */
const OF_THIS_FILE: readonly SettingName[] = [
  'backup_folder',
  'backup_folders',
  'offered_folder',
  'folders_elsewhere',
  'place',
  'keys_owed',
  'to_do_again',
  'next_room',
  'replicas',
  'begun_elsewhere',
  'files_for_laptops',
];

/**
 * Copies the room for another laptop: the same register, canvass and day, and a device, letter and name of its own. It
 * is always encrypted: with this room's passphrase, or with one made for it. The first laptop of all keeps the register,
 * and is called `ownName`. `typed` is null if a browser saves it.
 * @throws Refusal if something has that name, or the copy is not as this room; nothing is left then.
 */
export function prepareLaptop(
  room: Room,
  typed: string | null,
  name: string,
  by: string,
  ownName?: string,
): PreparedLaptop {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  if (name.trim() === '')
    throw new Refusal(say('Give the laptop a name, such as whose it is or where it stands.'));
  const file =
    typed === null
      ? null
      : newRoomFile(room.file, typed, say('The name of a room ends in .room. Give the copy such a name.'));
  const what = { file, name, by, ...(ownName === undefined ? {} : { ownName }) };
  if (room.isEncrypted) return copyForLaptop(room, what);
  const passphrase = oneTimePassphrase();
  return { ...copyForLaptop(room, { ...what, passphrase }), passphrase };
}

/** What a copy is made for. With a passphrase it opens with that, otherwise with the room's own key. */
export type ToCopy = {
  /** A free name; null if a browser saves it. */
  file: string | null;
  name: string;
  by: string;
  passphrase?: string;
  readsOnly?: true;
  /** What this laptop is called from now on, if it has no name yet. */
  ownName?: string;
};

/**
 * Copies the room, as a laptop with a device and letter of its own.
 * @throws Refusal if the room cannot be changed, or the copy is not as this room; nothing is left then.
 */
export function copyForLaptop(
  room: Room,
  { file: free, name, by, passphrase, ownName, ...how }: ToCopy,
): CopiedRoom {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  if (room.isRegisterHeld)
    throw new Refusal(say('A register is being imported. Copy the room when that is done.'));
  const key = passphrase === undefined ? room.key : { passphrase };
  // Beside this room: nobody's name is written in the clear anywhere else.
  const waiting = `${room.file}.restoring`;
  const file = free ?? suggestedFiles(room)[how.readsOnly ? 'pair' : 'copy'];
  const moving = free === null ? null : `${file}.part`;
  clearName(waiting);
  removeRoomFiles(waiting);
  if (moving !== null) noteBegun(room, moving);
  const device = randomBytes(16).toString('hex');
  const laptop = room.change(() => {
    addThisLaptop(room, by, undefined, ownName);
    writeSetting(room, 'preparing', device);
    if (!registerKeeper(room)) keepRegisterHere(room, by);
    return addLaptop(room, device, name.trim(), by, how);
  });
  try {
    room.copyTo(waiting);
    if (passphrase !== undefined) giveOtherKey(waiting, room.key, { passphrase });
    makeOwn(room, waiting, key, device);
    const content = readFileSync(waiting);
    if (moving !== null) {
      clearName(moving);
      copyFileSync(waiting, moving);
      if (!readFileSync(moving).equals(content)) throw new Refusal(NOT_KEPT);
    }
    // Several that a browser has saved are told apart by the letter.
    const written =
      moving === null ? basename(file).replace(/(?:-\d+)?(\.\w+)$/, `-${laptop.letter}$1`) : file;
    room.change(() => noteFile(room, 'copy', written, Date.now()));
    if (moving !== null) giveName(moving, file);
    room.change(() => dropSetting(room, 'preparing'));
    return { ...laptop, file: written, ...(moving === null ? { content } : {}) };
  } catch (error) {
    if (moving !== null) rmSync(moving, { force: true });
    room.change(() => {
      removeLaptop(room, laptop, by);
      dropSetting(room, 'preparing');
    });
    throw explainFault(error, basename(file));
  } finally {
    removeRoomFiles(waiting);
    removeBegunElsewhere(room);
  }
}

/** @throws Refusal if the copy does not have the same state as the room. */
function makeOwn(room: Room, waiting: string, key: RoomKey | undefined, device: string): void {
  const copy = openRoom(waiting, { create: false, program: PROGRAM, key });
  try {
    if (digestOf(copy.db) !== digestOf(room.db)) throw new Refusal(NOT_KEPT);
    copy.change(() => {
      noteHeard(copy, { [thisDevice(room).id]: Date.now() });
      noteHave(copy, thisDevice(room).id, have(copy));
      writeSetting(copy, 'device_id', device);
      for (const setting of OF_THIS_FILE) dropSetting(copy, setting);
      giveNewFileId(copy, { earlier: [], elsewhere: [] });
      if (key !== room.key) writeSetting(copy, 'recovery_key', 'not on paper');
      dropAllDrafts(copy);
    });
  } finally {
    copy.close();
  }
}

const NOT_KEPT = say(
  'The copy is not the same as this room, so it was not kept. Check the disk or the USB stick, and try again.',
);

/** Letters and digits that are not mistaken for each other when they are read out. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** About 99 bits, in five groups of four. */
function oneTimePassphrase(): string {
  const group = () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}
