import { hostname } from 'node:os';
import type { Database } from 'better-sqlite3';
import { say } from '../../../src-shared/message.ts';
import { addToJournal } from '../journal/journal.ts';
import { entriesAbout, headsOf, holds, subjectsFrom, undosOf } from '../journal/journal-links.ts';
import { SUBJECT } from '../journal/journal-row.ts';
import { storedDetail } from '../journal/stored-detail.ts';
import { prepared } from '../prepared.ts';
import { Refusal } from '../refusal.ts';
import type { Room } from '../room.ts';
import { changeSetting, readSetting } from '../settings.ts';
import { becomeNewDevice, thisDevice } from './device.ts';

/**
 * A laptop that has this room's day. `device` is its id, and `letter` marks its paper. One that only reads, such as head
 * office's, enters nothing and prints nothing. `was` is its device before its room was restored from a backup.
 */
export type Laptop = { device: string; letter: string; name: string; readsOnly?: true; was?: string };

const sql = prepared((db) => ({
  lastOf: db
    .prepare<[string], string>(
      `SELECT detail FROM journal_about JOIN journal ON journal.id = entry WHERE subject = ? ORDER BY seq DESC LIMIT 1`,
    )
    .pluck(),
  detail: db.prepare<[string], string | null>('SELECT detail FROM journal WHERE id = ?').pluck(),
}));

/** The laptops of the room in the order of their letters; none before the first copy for another laptop. */
export function laptops(db: Database): Laptop[] {
  const all = subjectsFrom(db, SUBJECT.laptop('')).flatMap((subject) => {
    const [head] = headsOf(db, subject).sort();
    return head === undefined ? [] : [storedDetail('laptop', sql(db).detail.get(head) ?? null)];
  });
  return all.sort((a, b) => place(a.letter) - place(b.letter) || (a.device < b.device ? -1 : 1));
}

/** Every laptop that the room has ever had, those that were taken off the list among them, as they were called last. */
export function laptopsEver(db: Database): Laptop[] {
  return subjectsFrom(db, SUBJECT.laptop('')).flatMap((subject) => {
    const [head] = headsOf(db, subject).sort();
    const detail = head === undefined ? sql(db).lastOf.get(subject) : sql(db).detail.get(head);
    return detail ? [storedDetail('laptop', detail)] : [];
  });
}

/** The letter of this laptop for slips and sheets; '' while no other has paper, and it needs none. */
export function ownLetter(room: Room): string {
  const all = withPaper(room.db);
  const own = thisDevice(room).id;
  return all.length < 2 ? '' : (all.find(({ device }) => device === own)?.letter ?? '');
}

/**
 * The letter for what this laptop numbers now. It gets one if it has none yet, and another if it shares one with a
 * laptop that was named elsewhere at the same time. Call it inside `room.change`.
 */
export function paperLetter(room: Room, by: string): string {
  if (withPaper(room.db).length < 2) return '';
  const own = addThisLaptop(room, by);
  const all = laptops(room.db);
  const first = all.find(({ letter }) => letter === own.letter);
  if (first === undefined || first.device === own.device) return own.letter;
  const letter = freeLetter(room.db);
  nameLaptop(room, { ...own, letter }, by);
  return letter;
}

const withPaper = (db: Database) => laptops(db).filter(({ readsOnly }) => !readsOnly);

/** The laptop with this letter; undefined if the room does not know of one. */
export function laptopCalled(room: Room, letter: string): Laptop | undefined {
  return laptops(room.db).find((each) => each.letter === letter);
}

/** Gives a laptop a letter that no other has, and a name. Call it inside `room.change`. */
export function addLaptop(
  room: Room,
  device: string,
  name: string,
  by: string,
  how: Pick<Laptop, 'readsOnly' | 'was'> = {},
): Laptop {
  const laptop = { device, letter: freeLetter(room.db), name, ...how };
  nameLaptop(room, laptop, by);
  return laptop;
}

/** What a laptop is called from now on, and that it is on the list, though it was taken off. Call it inside `room.change`. */
export function nameLaptop(room: Room, laptop: Laptop, by: string, commandId?: string): void {
  const insteadOf = entriesAbout(room.db, SUBJECT.laptop(laptop.device)).flatMap((id) =>
    undosOf(room.db, id),
  );
  addToJournal(room, { kind: 'laptop', by, commandId, detail: laptop, insteadOf: [...new Set(insteadOf)] });
}

/**
 * Names this laptop if others know of laptops and not of this one: the first of all when a copy is made, and one that
 * goes on as a new device. `before` was its device until then. Without a name it is `called` as the computer is. Call it
 * inside `room.change`.
 */
export function addThisLaptop(room: Room, by: string, before?: string, called = hostname()): Laptop {
  return addOwnLaptop(room, by, before, called, {});
}

function addOwnLaptop(
  room: Room,
  by: string,
  before: string | undefined,
  called: string,
  how: Pick<Laptop, 'was'>,
): Laptop {
  const own = thisDevice(room).id;
  const all = laptops(room.db);
  const known = all.find(({ device }) => device === own);
  const name = all.find(({ device }) => device === before)?.name ?? called;
  return known ?? addLaptop(room, own, name, by, how);
}

/**
 * Entries are written under a new device from now on (`becomeNewDevice`), which takes the place of the old one among the
 * laptops. One that `isRestored` says which it was: the old one has no room any more. Call it inside `room.change`.
 */
export function goOnAsNewDevice(room: Room, by: string, { isRestored = false } = {}): void {
  const before = thisDevice(room).id;
  const kept = registerKeeper(room)?.device === before;
  becomeNewDevice(room);
  if (laptops(room.db).length === 0) return;
  addOwnLaptop(room, by, before, hostname(), isRestored ? { was: before } : {});
  if (kept) keepRegisterHere(room, by);
}

/**
 * Gives a laptop another name; its letter stays. Call it inside `room.change`.
 * @throws Refusal if it is not on the list.
 */
export function renameLaptop(room: Room, device: string, name: string, by: string): void {
  nameLaptop(room, { ...laptopOf(room, device), name }, by);
}

function laptopOf(room: Room, device: string): Laptop {
  const laptop = laptops(room.db).find((each) => each.device === device);
  if (!laptop) throw new Refusal(say('That laptop is not on the list any more.'));
  return laptop;
}

/**
 * Takes a laptop off the list that is not used any more. What it has entered stays. Call it inside `room.change`.
 * @throws Refusal if it is this one, or keeps the register.
 */
export function takeOffList(room: Room, device: string, by: string): void {
  const laptop = laptopOf(room, device);
  if (device === thisDevice(room).id)
    throw new Refusal(say('This laptop stays on the list. Take it off on another one.'));
  if (device === registerKeeper(room)?.device)
    throw new Refusal(
      say('Laptop {{letter}} ({{name}}) keeps the register. Keep the register on this laptop first.', {
        letter: laptop.letter,
        name: laptop.name,
      }),
    );
  removeLaptop(room, laptop, by);
}

/**
 * Puts a laptop that was taken off back on the list, as it was. Call it inside `room.change`.
 * @throws Refusal if there has never been such a laptop.
 */
export function putBackOnList(room: Room, device: string, by: string): void {
  const last = sql(room.db).lastOf.get(SUBJECT.laptop(device));
  if (last === undefined) throw new Refusal(say('That laptop is not on the list any more.'));
  if (laptops(room.db).some((each) => each.device === device)) return;
  nameLaptop(room, storedDetail('laptop', last), by);
}

/** Takes a laptop off the list: it was never made, or is not used. Call it inside `room.change`. */
export function removeLaptop(room: Room, { device }: Laptop, by: string): void {
  const undoes = entriesAbout(room.db, SUBJECT.laptop(device)).filter((id) => holds(room.db, id));
  addToJournal(room, { kind: 'taken back', by, detail: { entries: undoes.length }, undoes });
}

/** The laptop that keeps the register: only there a register is imported. Null while every laptop may. */
export function registerKeeper(room: Room): Laptop | null {
  const keeper = readSetting(room, 'register_keeper');
  return laptops(room.db).find(({ device }) => device === keeper) ?? null;
}

/** @throws Refusal if another laptop keeps the register. */
export function ensureKeepsRegister(room: Room): void {
  const keeper = registerKeeper(room);
  if (!keeper || keeper.device === thisDevice(room).id) return;
  throw new Refusal(
    say(
      'Laptop {{letter}} ({{name}}) keeps the register, so a register is imported there and comes here with its shared file. If it is broken or away, let this laptop keep the register: see Other laptops.',
      { letter: keeper.letter, name: keeper.name },
    ),
  );
}

/** From now on this laptop keeps the register. Call it inside `room.change`. */
export function keepRegisterHere(room: Room, by: string): void {
  const { device } = addThisLaptop(room, by);
  changeSetting(room, 'register_keeper', device, by);
}

/**
 * Letters for paper. I and O would be read as digits, and W begins the code of a sheet for the whole day
 * (sheets/codes.ts).
 */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYZ';

/** A, B … Z, AA, AB …: from 1. */
function place(letter: string): number {
  return [...letter].reduce((sum, each) => sum * LETTERS.length + LETTERS.indexOf(each) + 1, 0);
}

/** The first that no laptop has ever had: there may be paper of one that was taken off the list. */
function freeLetter(db: Database): string {
  const named = subjectsFrom(db, SUBJECT.laptop('')).flatMap((subject) => entriesAbout(db, subject));
  const used = new Set(
    named.map((entry) => storedDetail('laptop', sql(db).detail.get(entry) ?? null).letter),
  );
  for (let at = 1; ; at += 1) {
    const letter = lettersAt(at);
    if (!used.has(letter)) return letter;
  }
}

function lettersAt(at: number): string {
  const last = LETTERS.charAt((at - 1) % LETTERS.length);
  return at <= LETTERS.length ? last : lettersAt(Math.floor((at - 1) / LETTERS.length)) + last;
}
