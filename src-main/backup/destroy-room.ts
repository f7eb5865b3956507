import { existsSync, lstatSync, rmdirSync, rmSync, type Stats, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { count } from '../../src-shared/counted.ts';
import type { Language } from '../../src-shared/languages.ts';
import { asWritten, inLanguage, type Message, say } from '../../src-shared/message.ts';
import { timeOfDay } from '../../src-shared/time-of-day.ts';
import type { Words } from '../paper/words.ts';
import { NotARoom, RoomDamaged } from '../store/faults.ts';
import { dropLockNote, ensureNotOpen } from '../store/file/lock.ts';
import { ensureWritable } from '../store/file/read-only.ts';
import { isEncryptedRoom, isRoom } from '../store/file/room-file.ts';
import { shred } from '../store/file/write-over.ts';
import { begunElsewhere, isMadeElsewhere } from '../store/laptops/begun-elsewhere.ts';
import { replicasBeside } from '../store/laptops/replicas.ts';
import { openRoom } from '../store/open-room.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { idsIn, type RoomIds } from '../store/room-ids.ts';
import { saltOf } from '../store/room-key.ts';
import { readSetting } from '../store/settings.ts';
import { storedList } from '../store/stored-json.ts';
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
import { beginWithOthers, finishWithOthers, type OtherLaptopsSaid, othersInWords } from './other-laptops.ts';
import { beginWithReplicas, finishWithReplicas, type ReplicaGone, replicasInWords } from './replicas-gone.ts';
import { copiesOf } from './room-copies.ts';
import { readCopy } from './whose-copy.ts';

/** What was removed, and what was not. It says nothing about what was in it. */
export type Certificate = {
  room: string;
  by: string;
  /** Milliseconds since 1970. */
  at: number;
  removed: { file: string; bytes: number }[];
  /** Files that could not be removed, or may belong to another room, and why. A person has to deal with these. */
  left: { file: string; why: Message }[];
  /** Folders that had backups and are missing now, such as a stick in somebody's pocket. */
  unreached: string[];
  /**
   * False if neither the passphrase nor the recovery key was at hand, so that the other folders with backups are not
   * known.
   */
  wasOpened: boolean;
  /** Only of a room of several laptops. */
  others?: OtherLaptopsSaid;
  /** Only at head office: what was here of other rooms. */
  replicas?: ReplicaGone[];
};

/** Who destroys a room, and when. `language` is that of the certificate. */
export type Destroying = {
  by: string;
  at?: Date;
  language?: Language;
  /** The folder of papers that were opened in the system's viewer, in hosts that do so. */
  papersFolder?: string | undefined;
  /** The file for the certificate that other laptops of the day take in. */
  certificateFile?: string | undefined;
  /** The folder for the certificates of the rooms that were introduced to this one; otherwise that of the room. */
  replicasFolder?: string | undefined;
};

/** The files to remove with a room, those that may belong to another room and stay, and folders that are missing. */
export type FilesHeld = { files: string[]; doubtful: string[]; unreached: string[] };

/**
 * All files of the room: its backups and older copies, its replicas of other rooms, opened papers, SQLite's files and,
 * last, the room itself.
 * @throws Refusal for a read-only room.
 */
export function filesOf(room: Room, papersFolder?: string): FilesHeld {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  const { ours, unfinished, doubtful } = copiesOf(room);
  const begun = begunElsewhere(room);
  const elsewhere = storedList(readSetting(room, 'folders_elsewhere'));
  return {
    files: [
      ...[...ours, ...unfinished, ...begun.filter(isMadeElsewhere)].flatMap(partsOf),
      ...replicasBeside(room.file),
      ...openedPapers(papersFolder),
      ...partsOf(room.file),
    ],
    doubtful,
    unreached: [
      ...knownFolders(room).filter((folder) => folder !== ownFolder(room.file) && !existsSync(folder)),
      ...elsewhere.filter((folder) => !knownFolders(room).includes(folder)),
      ...begun.filter((each) => !existsSync(dirname(each))),
    ],
  };
}

/** A file and SQLite's files beside it, which have the newest entries; the file itself last. */
function partsOf(file: string): string[] {
  return ['-wal', '-shm', '-journal', ''].map((part) => `${file}${part}`).filter((each) => existsSync(each));
}

/**
 * Closes a room and removes all its files, overwriting each first. A disk that moves its blocks, as USB sticks and
 * newer laptops do, may still keep what was overwritten. The list of files is written first and the room itself is
 * removed last, so `goOnDestroying` can finish an interrupted destruction. The plan stays until `dropPlan`, when the
 * certificate has been handed over.
 * @throws Refusal if other laptops need a certificate and it cannot be written; nothing is removed then.
 */
export function destroyRoom(
  room: Room,
  { by, at = new Date(), language = 'en', papersFolder, certificateFile, replicasFolder }: Destroying,
): Certificate {
  const { file } = room;
  // First: opening a replica may remove files that SQLite has beside it.
  const going = beginWithReplicas(room, replicasFolder ?? dirname(file), { by, at: at.getTime() });
  const { files, doubtful, unreached } = filesOf(room, papersFolder);
  // Before the list: one that has only begun harms nothing if the program is killed in between.
  const others = beginWithOthers(room, certificateFile, {
    by,
    at: at.getTime(),
    removed: files.length,
    left: doubtful,
    unreached,
  });
  const plan = writePlan(file, {
    by,
    at: at.getTime(),
    language,
    wasOpened: true,
    files: listed(file, files),
    left: doubtful.map((each) => ({ file: each, why: MAY_BE_ANOTHERS })),
    unreached,
    ...(others ? { others } : {}),
    ...(going.length > 0 ? { replicas: going } : {}),
  });
  room.close();
  return carryOut(file, plan);
}

const MAY_BE_ANOTHERS = say(
  'It may belong to another room of the same name, or to this room on another computer.',
);

/**
 * Finishes the interrupted destruction of a room; null if there was none. Returns its certificate and the language
 * for it.
 * @throws Refusal if the files to remove cannot be known; RoomBusy.
 */
export function goOnDestroying(file: string): { certificate: Certificate; language: Language } | null {
  const plan = readPlan(file);
  if (!plan) return null;
  if (existsSync(file)) ensureNotOpen(file);
  return { certificate: carryOut(file, plan), language: plan.language };
}

function carryOut(file: string, plan: DestructionPlan): Certificate {
  const { by, at, wasOpened, unreached, files, others, replicas } = plan;
  const copies = files.filter((each) => each.file !== file);
  // SQLite's files beside the room as they are now that it is closed. The room itself is removed last.
  const own = existsSync(file)
    ? partsOf(file).map((each) => ({ file: each, bytes: statSync(each).size }))
    : files.filter((each) => each.file === file);
  const { removed, left } = removeAll([...copies, ...own]);
  dropLockNote(file);
  removeIfEmpty(ownFolder(file));
  const allLeft = [...left, ...plan.left];
  const certificate = {
    room: basename(file),
    by,
    at,
    removed,
    left: allLeft,
    unreached,
    wasOpened,
    ...(replicas ? { replicas: finishWithReplicas(replicas) } : {}),
  };
  if (!others) return certificate;
  const leftFiles = allLeft.map((each) => each.file);
  return { ...certificate, others: finishWithOthers(others, leftFiles, removed.length) };
}

/** The files that a plan lists: copies, and the room itself, whose parts change when it is closed. */
function listed(roomFile: string, files: readonly string[]): DestructionPlan['files'] {
  return files
    .filter((file) => !file.startsWith(`${roomFile}-`))
    .map((file) => ({ file, bytes: statSync(file).size }));
}

/**
 * All files of a room that nobody can open any more, because its keys are lost or it is damaged: the room, the copies
 * and replicas beside it, and those backups in its own folder that have the salt of its key, its ids, or the id of a copy
 * that has. Everything else there is `doubtful`, and stays. Opened papers are removed too.
 * @throws Refusal if there is no such room, it can be opened, or it is read-only.
 */
export function filesOfUnopened(
  file: string,
  papersFolder?: string,
): { files: string[]; doubtful: string[] } {
  ensureCannotBeOpened(file);
  const hasKey = belongsToUnopened(file);
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
      .concat(replicasBeside(file), openedPapers(papersFolder), partsOf(file)),
    doubtful: copies.filter((each) => !isOurs(each)),
  };
}

/** Whether a copy belongs to a room that cannot be opened, from what can be read without opening it. */
function belongsToUnopened(file: string): (copy: string) => boolean {
  if (isRoom(file) && isEncryptedRoom(file)) {
    const salt = saltOf(file);
    return (copy) => isRoom(copy) && saltOf(copy).equals(salt);
  }
  const own = idsOfPlain(file);
  const ours = new Set(own ? [own.file, ...own.earlier] : []);
  return (copy) => ours.has(idsOfPlain(copy)?.file ?? '');
}

/** The ids in a room without encryption, as far as it can be read. */
function idsOfPlain(file: string): RoomIds | null {
  try {
    return readCopy(file, undefined, idsIn);
  } catch {
    return null;
  }
}

function ensureCannotBeOpened(file: string): void {
  if (!existsSync(file)) throw new Refusal(say('There is no room at {{file}}. Check the name.', { file }));
  ensureWritable(file);
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

/**
 * Removes all files of a closed room without reading any.
 * @throws Refusal as `filesOfUnopened`; RoomBusy.
 */
export function destroyUnopened(
  file: string,
  { by, at = new Date(), language = 'en', papersFolder }: Destroying,
): Certificate {
  ensureCannotBeOpened(file);
  ensureNotOpen(file);
  // Only now: SQLite may have left a file beside it while it was inspected.
  const { files, doubtful } = filesOfUnopened(file, papersFolder);
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
      // Otherwise it was removed before the interruption.
      if (there) {
        // SQLite's index of the log has only page numbers, and cannot be overwritten on a full disk.
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

/** Why a file must not be overwritten, because something else would be lost with it; undefined if nothing would. */
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
    // It is not empty, or not a folder but a link to one, which somebody has set up.
  }
}

/** The first line of a certificate. */
export function certificateTitle({ t }: Words): string {
  return t('Certificate of destruction');
}

/** The certificate as plain text, so that it can be read in ten years. */
export function inWords(certificate: Certificate, words: Words): string {
  const { room, by, at, removed, left, unreached, wasOpened, others, replicas = [] } = certificate;
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
          t('NOT removed. Remove these yourself:'),
          ...list(left.map(({ file, why }) => `${file}: ${inLanguage(t, why)}`)),
        ]),
    ...(unreached.length === 0
      ? []
      : [
          '',
          t('Backups also went to these places, which could not be reached. Remove them there:'),
          ...list(unreached),
        ]),
    ...(others ? othersInWords(others, words) : []),
    ...replicasInWords(replicas, words),
    ...(wasOpened
      ? []
      : [
          '',
          t(
            'Without the passphrase, backups in other places, such as a USB stick, are not known and may remain: look for files that end in {{ending}}.',
            { ending: BACKUP_ENDING },
          ),
        ]),
    '',
    t(
      'Files exported, printed paper and copies made by hand are not known to the program. Collect and destroy them too.',
    ),
    t('A disk may keep parts of what was overwritten. If that matters, have the whole disk wiped.'),
    '',
  ].join('\r\n');
}
