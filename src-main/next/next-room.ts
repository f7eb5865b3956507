import { basename, dirname } from 'node:path';
import { isoDate } from '../../src-shared/days.ts';
import { type Message, say } from '../../src-shared/message.ts';
import { onTheHour, POLLS_CLOSE } from '../../src-shared/time-of-day.ts';
import { ensureGoodPassphrase } from '../backup/new-passphrase.ts';
import { checkRoom } from '../journal/check.ts';
import { refreshStanding } from '../register/refresh-standing.ts';
import { recountStreets } from '../register/streets/street-counts.ts';
import { roomTotals } from '../register/totals.ts';
import { readWalks, saveWalk } from '../sheets/walks.ts';
import { explainFault } from '../store/faults.ts';
import { ensureFree, giveName, newRoomFile } from '../store/file/new-room-file.ts';
import { clearName, removeRoomFiles } from '../store/file/room-file.ts';
import { noteBegun, removeBegunElsewhere } from '../store/laptops/begun-elsewhere.ts';
import { openRoom } from '../store/open-room.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import type { RoomKey } from '../store/room-key.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { saveStation, stations } from '../turnout/stations.ts';
import { type Carried, countMarked, whatIsCarried } from './carried.ts';
import { copyRegister, type ThisElection } from './copy-register.ts';
import { noteStarted } from './started-room.ts';

/** How to start the next room. */
export type NextRoomChoice = {
  /** The whole path of its file. */
  file: string;
  /** What this election is called among the past ones. */
  election: string;
  /** Null keeps that of this room, or none. */
  passphrase: string | null;
  by: string;
  now?: Date;
};

const PROGRAM = 'the start of the next room';

/**
 * Starts the next election's room from this one: register, canvass, streets, walks and stations, and past turnout with
 * who was marked off on this day. Nothing of the day itself is ever written to its file. It is made beside its place,
 * opened, checked and counted, and only then gets its name. All in one go, so that no number comes in between.
 * @throws Refusal if it is too early, something has that name, or it is not as it should be; nothing is left then.
 */
export function startNextRoom(room: Room, choice: NextRoomChoice): Carried & { file: string } {
  const why = whyNotYet(room, choice.now);
  if (why) throw new Refusal(why);
  const file = newRoomFile(
    room.file,
    choice.file,
    say('The name of a room ends in .room. Give the next room such a name.'),
  );
  const election = choice.election.trim();
  const carried = whatIsCarried(room);
  if (election === '' && countMarked(room) > 0)
    throw new Refusal(say('Give this election a name, under which the past turnout is kept.'));
  const passphrase = passphraseFor(room, choice.passphrase);
  // Beside this room if it can be, so that what a killed program leaves there is removed with it.
  const isBeside = dirname(file) === dirname(room.file);
  const waiting = `${isBeside ? room.file : file}.restoring`;
  clearName(waiting);
  removeRoomFiles(waiting);
  if (!isBeside) noteBegun(room, waiting);
  try {
    underItsName(file, () => {
      make(room, waiting, { name: election, year: yearOf(room, election) }, passphrase);
      prove(room, waiting, passphrase === null ? undefined : { passphrase });
    });
    ensureFree(file);
    noteStarted(room, file, choice.by, choice.now);
    giveName(waiting, file);
    return { file, ...carried };
  } catch (error) {
    removeRoomFiles(waiting);
    throw explainFault(error, basename(file));
  } finally {
    removeBegunElsewhere(room);
  }
}

/**
 * What the disk refuses to the file that waits is said of the name that it would get: nobody knows the other.
 * @throws Refusal
 */
function underItsName(file: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const fault = explainFault(error instanceof Refusal ? error.cause : error, basename(file));
    throw fault instanceof Refusal ? fault : error;
  }
}

/** The day of this election, as an ISO date. */
export function electionDay(room: Room, now = new Date()): string {
  return readSetting(room, 'polling_day') || isoDate(now);
}

/** Why the next room cannot be started now; null if it can. */
export function whyNotYet(room: Room, now = new Date()): Message | null {
  if (room.readOnly) return room.readOnly.sentence;
  if (room.isRegisterHeld) return say('A register is being imported. Start the next room when that is done.');
  if (roomTotals(room).electors === 0) return say('There is no register in this room to carry on.');
  const day = readSetting(room, 'polling_day');
  const today = isoDate(now);
  if (!day || day < today || (day === today && now.getHours() >= POLLS_CLOSE)) return null;
  return say(
    'The polls have not closed yet, and numbers may come in until {{time}} on polling day. Start the next room after that. If polling day is wrong, correct it on the Register screen.',
    { time: onTheHour(POLLS_CLOSE) },
  );
}

/** The next room's passphrase; null for none. */
function passphraseFor({ key }: Room, typed: string | null): string | null {
  if (typed !== null) {
    ensureGoodPassphrase(typed);
    return typed;
  }
  if (key === undefined) return null;
  if ('passphrase' in key) return key.passphrase;
  throw new Refusal(
    say(
      'This room was opened with its recovery key, so its passphrase is not known. Type one for the next room.',
    ),
  );
}

/** By its name, or by the polling day; 0 if neither says it. */
function yearOf(room: Room, election: string): number {
  const said = /\b(?:19|20)\d\d\b/.exec(election) ?? /^\d{4}/.exec(readSetting(room, 'polling_day') ?? '');
  return Number(said?.[0] ?? 0);
}

function make(room: Room, file: string, election: ThisElection, passphrase: string | null): void {
  const next = openRoom(file, { create: true, program: PROGRAM });
  try {
    // While it is empty: no name is ever written without encryption.
    if (passphrase !== null) next.setPassphrase(passphrase);
    copyRegister(room, next, countMarked(room) > 0 ? election : null);
    for (const { id: _, ...station } of stations(room))
      saveStation(next, null, { ...station, shifts: [] }, '');
    for (const { name, note, runner, streets } of readWalks(room).walks)
      saveWalk(next, null, { name, note, runner, streetIds: streets.map(({ id }) => id) }, '');
    next.change(() => {
      recountStreets(next);
      refreshStanding(next);
      if (passphrase !== null) writeSetting(next, 'recovery_key', 'not on paper');
    });
  } finally {
    next.close();
  }
}

const sql = prepared((db) => ({
  ofTheDay: db
    .prepare<[], number>(
      `SELECT (SELECT COUNT(*) FROM journal WHERE kind NOT IN ('import', 'register', 'setting', 'station', 'walk')) + (SELECT COUNT(*) FROM slip)
            + (SELECT COUNT(*) FROM window_draft) + (SELECT COUNT(*) FROM elector WHERE voted_at IS NOT NULL OR doorstep <> '')`,
    )
    .pluck(),
}));

/** @throws Refusal if the next room is not sound, does not have all of the register, or has anything of the day. */
function prove(room: Room, file: string, key: RoomKey | undefined): void {
  const next = openRoom(file, { create: false, program: PROGRAM, key });
  try {
    const { problems } = checkRoom(next);
    const counts = (of: Room) => {
      const { electors, streets, pollingDistricts } = roomTotals(of);
      return [electors, streets, pollingDistricts, stations(of).length, readWalks(of).walks.length].join();
    };
    const isWhole = counts(next) === counts(room) && next.isEncrypted === (key !== undefined);
    if (problems.length === 0 && isWhole && sql(next.db).ofTheDay.get() === 0) return;
    throw new Refusal(
      say('The next room was checked and is not as it should be, so it was not kept: {{problems}}', {
        problems: problems.length > 0 ? problems : [say('its counts differ from those of this room')],
      }),
    );
  } finally {
    next.close();
  }
}
