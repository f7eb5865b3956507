import { existsSync, lstatSync, rmdirSync, rmSync, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { count } from '../../src-shared/counted.ts';
import type { Language } from '../../src-shared/languages.ts';
import { asWritten, inLanguage, type Message, say } from '../../src-shared/message.ts';
import { timeOfDay } from '../../src-shared/time-of-day.ts';
import type { Words } from '../paper/words.ts';
import { NotARoom, RoomDamaged } from '../store/faults.ts';
import { dropLockNote, ensureNotOpen } from '../store/lock.ts';
import { ensureNotLookOnly } from '../store/look-only.ts';
import { asList } from '../store/read-json.ts';
import { Refusal } from '../store/refusal.ts';
import { openRoom, type Room } from '../store/room.ts';
import { isEncryptedRoom, isRoom } from '../store/room-file.ts';
import { idsIn, type RoomIds } from '../store/room-ids.ts';
import { saltOf } from '../store/room-key.ts';
import { readSetting } from '../store/settings.ts';
import { shred } from '../store/write-over.ts';
import { BACKUP_ENDING, ownFolder } from './backup-name.ts';
import {
  backupFiles,
  copiesBeside,
  isDamagedRoom,
  knownFolders,
  namedLike,
  unfinishedBackups,
  unfinishedBeside,
} from './backup-places.ts';
import { type DestructionPlan, readPlan, writePlan } from './destruction-plan.ts';
import { openedPapers } from './opened-papers.ts';
import { copiesOf } from './room-copies.ts';
import { readCopy } from './whose-copy.ts';

/** What was removed, and what was not: no word of what was in it. */
export type Certificate = {
  room: string;
  by: string;
  /** Milliseconds since 1970. */
  at: number;
  removed: { file: string; bytes: number }[];
  /** Could not be removed, or may be another room's, and why: somebody has to deal with these by hand. */
  left: { file: string; why: Message }[];
  /** Folders that backups went to and that are not there now: a stick in somebody's pocket. */
  unreached: string[];
  /** False when neither its passphrase nor its recovery key was at hand, so that the other places of its backups are not known. */
  wasOpened: boolean;
};

/** Who destroys a room, and when; `language` is that of the certificate. */
export type Destroying = {
  by: string;
  at?: Date;
  language?: Language;
  /** Where papers lie that were opened in the system's viewer, for hosts that do so. */
  papersFolder?: string | undefined;
};

/** What holds a room: the files to remove, those that may be another room's and stay, and folders out of reach. */
export type FilesHeld = { files: string[]; doubtful: string[]; unreached: string[] };

/**
 * The files that hold the room: its backups and older copies, opened papers, SQLite's files and, last, itself.
 * @throws Refusal for a room that can only be looked at.
 */
export function filesOf(room: Room, papersFolder?: string): FilesHeld {
  if (room.lookOnly) throw new Refusal(room.lookOnly.sentence);
  const { ours, unfinished, doubtful } = copiesOf(room);
  const elsewhere = asList(readSetting(room, 'folders_elsewhere'));
  return {
    files: [
      ...[...ours, ...unfinished].flatMap(partsOf),
      ...openedPapers(papersFolder),
      ...partsOf(room.file),
    ],
    doubtful,
    unreached: [
      ...knownFolders(room).filter((folder) => folder !== ownFolder(room.file) && !existsSync(folder)),
      ...elsewhere.filter((folder) => !knownFolders(room).includes(folder)),
    ],
  };
}

/** A file with SQLite's beside it, which hold what is newest; itself last. */
function partsOf(file: string): string[] {
  return ['-wal', '-shm', '-journal', ''].map((part) => `${file}${part}`).filter((each) => existsSync(each));
}

/**
 * Closes a room and removes every file that holds it, each written over first; a disk that moves its blocks about, as
 * those of sticks and newer laptops do, may keep what was written over all the same. What is to go is written down
 * first and the room itself goes last: `goOnDestroying` finishes what is interrupted. The plan stays
 * until `dropPlan`, when the certificate has been handed over.
 */
export function destroyRoom(
  room: Room,
  { by, at = new Date(), language = 'en', papersFolder }: Destroying,
): Certificate {
  const { file } = room;
  const { files, doubtful, unreached } = filesOf(room, papersFolder);
  const plan = writePlan(file, {
    by,
    at: at.getTime(),
    language,
    wasOpened: true,
    files: listed(file, files),
    left: doubtful.map((each) => ({ file: each, why: MAY_BE_ANOTHERS })),
    unreached,
  });
  room.close();
  return carryOut(file, plan);
}

const MAY_BE_ANOTHERS = say(
  'It may belong to another room of the same name, or to this room on another computer.',
);

/**
 * Goes on with the destruction of a room that was interrupted; null when none was. Gives its certificate, with the
 * language that it is to be in.
 * @throws Refusal when what is to go cannot be known; RoomBusy.
 */
export function goOnDestroying(file: string): { certificate: Certificate; language: Language } | null {
  const plan = readPlan(file);
  if (!plan) return null;
  if (existsSync(file)) ensureNotOpen(file);
  return { certificate: carryOut(file, plan), language: plan.language };
}

function carryOut(file: string, plan: DestructionPlan): Certificate {
  const { by, at, wasOpened, unreached, files } = plan;
  const copies = files.filter((each) => each.file !== file);
  // SQLite's files beside the room as they are now that it is closed; the room itself is the last to go.
  const own = existsSync(file)
    ? partsOf(file).map((each) => ({ file: each, bytes: statSync(each).size }))
    : files.filter((each) => each.file === file);
  const { removed, left } = removeAll([...copies, ...own]);
  dropLockNote(file);
  removeIfEmpty(ownFolder(file));
  return { room: basename(file), by, at, removed, left: [...left, ...plan.left], unreached, wasOpened };
}

/** What a plan lists: copies, and the room itself, whose parts change when it is closed. */
function listed(roomFile: string, files: readonly string[]): DestructionPlan['files'] {
  return files
    .filter((file) => !file.startsWith(`${roomFile}-`))
    .map((file) => ({ file, bytes: statSync(file).size }));
}

/**
 * The files that hold a room which nobody can open any more, since its keys are lost or it is damaged: itself, the
 * copies beside it, and its backups in its own folder, which have the salt of its key, its own ids, or the id of one that
 * has. All else there is `doubtful`, and stays. Opened papers go too.
 * @throws Refusal when there is no such room, it can be opened, or it can only be looked at.
 */
export function filesOfUnread(file: string, papersFolder?: string): { files: string[]; doubtful: string[] } {
  ensureUnreadable(file);
  const hasKey = isOfUnread(file);
  const backups = backupFiles([ownFolder(file)]);
  const ids = new Set(
    backups.filter((backup) => backup.id !== null && hasKey(backup.file)).map(({ id }) => id),
  );
  const beside = copiesBeside(file);
  const unfinished = unfinishedBeside(file);
  const candidates = [
    ...beside.filter((each) => !unfinished.includes(each)),
    ...[...backups.filter(({ id }) => id !== null && ids.has(id)), ...namedLike(file, backups)].map(
      (backup) => backup.file,
    ),
  ];
  const isOurs = (copy: string) => {
    const known = backups.find((backup) => backup.file === copy);
    return hasKey(copy) || (known !== undefined && known.id !== null && ids.has(known.id));
  };
  const copies = [...new Set(candidates)];
  return {
    files: [
      ...copies.filter(isOurs),
      ...unfinished,
      ...unfinishedBackups(
        [...ids].flatMap((id) => id ?? []),
        ownFolder(file),
      ),
    ]
      .flatMap(partsOf)
      .concat(openedPapers(papersFolder), partsOf(file)),
    doubtful: copies.filter((each) => !isOurs(each)),
  };
}

/** Tells whether a copy is of a room that cannot be opened, by what can be read without opening it. */
function isOfUnread(file: string): (copy: string) => boolean {
  if (isRoom(file) && isEncryptedRoom(file)) {
    const salt = saltOf(file);
    return (copy) => isRoom(copy) && saltOf(copy).equals(salt);
  }
  const own = idsOfPlain(file);
  const ours = new Set(own ? [own.file, ...own.earlier] : []);
  return (copy) => ours.has(idsOfPlain(copy)?.file ?? '');
}

/** The ids in a plain room, as far as it can be read. */
function idsOfPlain(file: string): RoomIds | null {
  try {
    return readCopy(file, undefined, idsIn);
  } catch {
    return null;
  }
}

function ensureUnreadable(file: string): void {
  if (!existsSync(file)) throw new Refusal(say('There is no room at {{file}}. Check the name.', { file }));
  ensureNotLookOnly(file);
  if (isKnownAsRoom(file) && ((isRoom(file) && isEncryptedRoom(file)) || isDamaged(file))) return;
  throw new Refusal(
    say('{{room}} has no passphrase: open it, and destroy it with all its known backups.', {
      room: basename(file),
    }),
  );
}

/** @throws NotARoom. */
function isKnownAsRoom(file: string): boolean {
  if (!isDamagedRoom(file)) isEncryptedRoom(file);
  return true;
}

function isDamaged(file: string): boolean {
  try {
    openRoom(file, { create: false, program: 'the destruction of a room' }).close();
    return false;
  } catch (error) {
    if (error instanceof RoomDamaged || error instanceof NotARoom) return true;
    throw error;
  }
}

/** Removes every file that holds a closed room, none of which is read. @throws Refusal as `filesOfUnread`; RoomBusy. */
export function destroyUnread(
  file: string,
  { by, at = new Date(), language = 'en', papersFolder }: Destroying,
): Certificate {
  ensureUnreadable(file);
  ensureNotOpen(file);
  // Only now: SQLite may have left a file beside it while it looked.
  const { files, doubtful } = filesOfUnread(file, papersFolder);
  const plan = writePlan(file, {
    by,
    at: at.getTime(),
    language,
    wasOpened: false,
    files: listed(file, files),
    left: doubtful.map((each) => ({ file: each, why: isRoom(each) ? MAY_BE_ANOTHERS : NOT_A_ROOM })),
    unreached: [],
  });
  return carryOut(file, plan);
}

const NOT_A_ROOM = say('It does not begin as a room does, or cannot be read.');

function removeAll(files: DestructionPlan['files']): Pick<Certificate, 'removed' | 'left'> {
  const removed: Certificate['removed'] = [];
  const left: Certificate['left'] = [];
  for (const { file, bytes } of files) {
    try {
      const there = lstatSync(file, { throwIfNoEntry: false });
      const why = there && whyLeft(there);
      if (why) {
        left.push({ file, why });
        continue;
      }
      // Otherwise it went before the destruction was interrupted.
      if (there) {
        // SQLite's index of the log holds only numbers of pages, and on a full disk cannot be written over.
        if (file.endsWith('-shm')) rmSync(file);
        else shred(file);
      }
      removed.push({ file, bytes });
    } catch (error) {
      left.push({
        file,
        why: error instanceof Error ? asWritten(error.message) : say('It could not be removed.'),
      });
    }
  }
  return { removed, left };
}

/** Why a file must not be written over: something else would be lost with it. Undefined when nothing would. */
function whyLeft(there: Stats): Message | undefined {
  if (!there.isFile()) return say('It is a link, a folder or a device. What it leads to was left alone.');
  return there.nlink > 1
    ? say('The same file has another name on this disk, and may be needed there.')
    : undefined;
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It is not empty, or no folder: a link to another, which somebody has set up.
  }
}

/** What a certificate begins with. */
export function certificateTitle({ t }: Words): string {
  return t('Certificate of destruction');
}

/** The certificate as a text to keep: plain, so that it can be read in ten years. */
export function inWords(certificate: Certificate, words: Words): string {
  const { room, by, at, removed, left, unreached, wasOpened } = certificate;
  const { t, day } = words;
  const list = (files: readonly string[]) => files.map((each) => `  ${each}`);
  const when = { room, day: day(new Date(at)), time: timeOfDay(at) };
  return [
    certificateTitle(words),
    '',
    by === ''
      ? t('The room {{room}} was destroyed on {{day}} at {{time}}.', when)
      : t('The room {{room}} was destroyed on {{day}} at {{time}} by {{by}}.', { ...when, by }),
    ...(wasOpened ? [] : [t('It was not opened: neither its passphrase nor its recovery key was at hand.')]),
    t('Each file was written over once and removed:'),
    ...list(removed.map(({ file, bytes }) => `${file} (${t('{{number}} bytes', { number: count(bytes) })})`)),
    ...(left.length === 0
      ? []
      : [
          '',
          t('NOT removed, see to these by hand:'),
          ...list(left.map(({ file, why }) => `${file}: ${inLanguage(t, why)}`)),
        ]),
    ...(unreached.length === 0
      ? []
      : [
          '',
          t('Backups also went to these places, which could not be reached. Remove them there:'),
          ...list(unreached),
        ]),
    ...(wasOpened
      ? []
      : [
          '',
          t(
            'Backups in other places, such as a stick, are not known without the passphrase and may remain: look for files that end in {{ending}}.',
            { ending: BACKUP_ENDING },
          ),
        ]),
    '',
    t(
      'Files exported, printed paper and copies made by hand are not known to the program: collect and destroy them too.',
    ),
    t('A disk may keep parts of what was written over. Where that matters, have the disk itself wiped.'),
    '',
  ].join('\r\n');
}
