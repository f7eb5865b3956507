import type { Database } from 'better-sqlite3';
import { isDoorPart } from '../store/journal/door-links.ts';
import { entriesAbout, headsOf, rootsOf } from '../store/journal/journal-links.ts';
import { SUBJECT } from '../store/journal/journal-row.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { addedBy } from './added-elector.ts';
import { changeFacts, rowFor, writeRegisterSays } from './change-elector.ts';
import { isoDay } from './elector/elector-date.ts';
import { electorRows, insertElector, type StoredElector } from './elector-rows.ts';
import { ELECTOR_FACTS, readRegisterSays, SOME_FACTS } from './kept-facts.ts';
import { refreshOffSheets } from './one-number.ts';

/*
 * Keeps an elector as the journal says, after entries about them have come in from another copy of the room or were
 * undone. Call these inside `room.change`, and recount the streets afterwards.
 */

const sql = prepared((db) => ({
  said: db.prepare<[string], { at: number; detail: string | null }>(
    'SELECT at, detail FROM journal WHERE id = ?',
  ),
  setAbsent: db.prepare('UPDATE elector SET absent = ? WHERE id = ?'),
  setNumber: db.prepare('UPDATE OR IGNORE elector SET district = ?, number = ?, suffix = ? WHERE id = ?'),
  hide: db.prepare('UPDATE elector SET removed_at = 0 WHERE id = ?'),
  show: db.prepare('UPDATE elector SET removed_at = NULL WHERE id = ?'),
  /** Everybody who has or had a number. */
  sharing: db
    .prepare<[string, number, string], number>(
      'SELECT id FROM elector WHERE district = ? AND number = ? AND suffix = ? ORDER BY id',
    )
    .pluck(),
}));

type Said = { id: string; at: number; said: ReturnType<typeof storedDetail<'register'>> };
type Value = string | number | null;

/** Entries read lately. They never change, and one list of absent voters is about thousands of electors. */
const lately = prepared(() => new Map<string, Said>());
const MOST_KEPT = 50;

function saidBy(db: Database, id: string): Said {
  const kept = lately(db);
  const known = kept.get(id);
  if (known) return known;
  const { at, detail } = sql(db).said.get(id) ?? { at: 0, detail: null };
  const said = { id, at, said: storedDetail('register', detail) };
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(id, said);
  return said;
}

/** A field's value before and after an entry. */
function changeBy(db: Database, id: string, elector: number, field: string): [Value, Value] | undefined {
  const { said } = saidBy(db, id);
  if ('corrected' in said) return said.corrected[field];
  if ('answers' in said) return said.answers?.[elector]?.[field];
  return 'absent' in said ? said.absent?.[elector] : undefined;
}

/**
 * Whether only the journal can have set a thing: no register has said anything about it since the first entry. A check
 * asks this; otherwise whatever the journal does not know of is the register's.
 */
export type OnlyJournal = (subject: string) => boolean;

/**
 * Keeps these fields; `refresh-doors.ts` keeps where they live. A field in which the register itself has said something
 * new since is left as it is. Returns whether how they vote has changed by a list, after which the standing of everybody
 * has to be refreshed.
 */
export function refreshFields(
  room: Room,
  id: number,
  fields: readonly string[],
  isOnlyJournal?: OnlyJournal,
): boolean {
  const elector = electorRows(room.db).byId.get(id);
  if (!elector) return false;
  const { db } = room;
  const says: Record<string, Value | null> = { ...readRegisterSays(elector) };
  const isAdded = elector.by_hand === 'added' && isOnlyJournal?.(SUBJECT.elector(id, 'register')) === true;
  const whole = isAdded ? addedBy(db, id) : null;
  const added: Record<string, Value | null> = { ...whole };
  if (whole) sql(db).setNumber.run(whole.district, whole.number, whole.suffix, id);
  const named = whole ? [...new Set([...fields, ...FACTS.filter((fact) => fact in added)])] : fields;
  const now: Record<string, Value | null> = { ...elector };
  const next: Record<string, Value | null> = {};
  let isListed = false;
  for (const field of named) {
    const subject = SUBJECT.elector(id, field);
    const changes = (ids: readonly string[]) => ids.flatMap((each) => changeBy(db, each, id, field) ?? []);
    const [head] = headsOf(db, subject);
    const roots = rootsOf(db, subject);
    const found = roots.map((root) => changeBy(db, root, id, field)?.[0]);
    // Laptops may have had two registers when they were the first to say something: then it is as the room's has it.
    const first = found.find((each) => each === now[field]) ?? (roots.length === 0 ? added[field] : found[0]);
    const all = changes(entriesAbout(db, subject));
    const isOfEntry = !isOnlyJournal || all.some((each) => each === says[field]);
    const base = (isOfEntry ? says[field] : first) ?? first;
    const value = head === undefined ? base : changeBy(db, head, id, field)?.[1];
    const said = head === undefined ? null : saidBy(db, head).said;
    const isCorrected = said !== null && 'corrected' in said;
    // A register that says something new ends a correction.
    const isSure = isOnlyJournal?.(subject) || (isOnlyJournal && isCorrected && field in says);
    const known = [...all, ...(base === null || base === undefined ? [] : [base])];
    if (value === undefined || !(isSure || isKnownValue(now[field], known))) continue;
    // When they answered goes with the answer.
    if (field === 'vi_on' && isCorrection(db, SUBJECT.elector(id, 'vi'))) continue;
    next[field] = value;
    if (said === null) delete says[field];
    else if ('absent' in said) isListed = true;
    // The register may have said the same since.
    else if (isCorrected && base !== undefined && (isSure || !isOnlyJournal)) says[field] = base;
  }
  if (next.vi !== undefined) next.vi_on = dateOfAnswer(db, elector) ?? next.vi_on ?? elector.vi_on;
  const isNew = Object.keys(next).some((field) => next[field] !== now[field]);
  write(room, elector, isNew ? next : {}, says);
  return isListed || (isNew && 'absent' in next);
}

function isCorrection(db: Database, subject: string): boolean {
  const [head] = headsOf(db, subject);
  return head !== undefined && 'corrected' in saidBy(db, head).said;
}

function isKnownValue(now: Value | null | undefined, known: readonly (Value | undefined)[]): boolean {
  return known.some((each) => each === now);
}

function write(
  room: Room,
  elector: StoredElector,
  next: Record<string, Value | null>,
  says: Record<string, Value | null>,
): void {
  const names = Object.keys(next);
  if (names.length === 1 && next.absent !== undefined) {
    // One of the thousands of a list.
    sql(room.db).setAbsent.run(next.absent, elector.id);
  } else if (names.length > 0) {
    changeFacts(room, elector, SOME_FACTS.safeParse(next).data ?? {});
  }
  writeRegisterSays(room, elector, says);
}

/** The day of a correction; without one the date there was before any. Undefined if no entry says it. */
function dateOfAnswer(db: Database, { id, vi_on: now }: StoredElector): string | undefined {
  const subject = SUBJECT.elector(id, 'vi');
  const [head] = headsOf(db, subject);
  const by = head === undefined ? undefined : saidBy(db, head);
  if (by && 'corrected' in by.said) {
    const day = isoDay(new Date(by.at));
    // Another time zone may have had another day.
    return Math.abs(Date.parse(day) - Date.parse(now)) <= DAY ? now : day;
  }
  // A canvass says when, too.
  const when = SUBJECT.elector(id, 'vi_on');
  const [said] = headsOf(db, when);
  const [root] = rootsOf(db, when);
  const date = (entry: string | undefined, place: 0 | 1) =>
    entry === undefined ? undefined : changeBy(db, entry, id, 'vi_on')?.[place];
  if (root !== undefined) return date(said, 1)?.toString() ?? date(root, 0)?.toString();
  const [first] = entriesAbout(db, subject)
    .map((entry) => saidBy(db, entry))
    .filter(({ said }) => 'corrected' in said)
    .sort((a, b) => a.at - b.at);
  return first && 'corrected' in first.said ? (first.said.viOn ?? '') : undefined;
}

const DAY = 24 * 60 * 60_000;

/**
 * Adds, removes or puts back an elector. If two copies of the room gave one number to two electors, one of them has it
 * in every copy, and the other is off the register until the number is free.
 */
export function refreshOnRegister(room: Room, id: number): void {
  const rows = electorRows(room.db);
  const known = rows.byId.get(id);
  const added = known ? null : addedBy(room.db, id);
  const number = known ?? added;
  if (!number) return;
  const { district, suffix } = number;
  const holder = rows.byNumber.get(district, number.number, suffix);
  // Two rows cannot have the number at the same time.
  if (holder) sql(room.db).hide.run(holder.id);
  if (added) {
    const { street, ...facts } = added;
    insertElector(room, added, rowFor(room, district, facts, street), id);
    sql(room.db).hide.run(id);
  }
  const sharing = sql(room.db)
    .sharing.all(district, number.number, suffix)
    .map((each) => ({ each, ...saidOnRegister(room.db, each, each === holder?.id) }));
  const [now] = sharing
    .filter(({ isOn }) => isOn)
    .sort((a, b) => Number(a.isSaid) - Number(b.isSaid) || a.each - b.each);
  for (const { each, isSaid, isOn, at, byHand } of sharing)
    if (isSaid && each !== now?.each) rows.remove.run(at, isOn ? '' : byHand, each);
  if (now) sql(room.db).show.run(now.each);
  if (now?.isSaid) rows.setByHand.run(now.byHand, now.each);
  refreshOffSheets(room.db);
}

/** Where they live is kept by `refresh-doors.ts`. */
const FACTS = Object.keys(ELECTOR_FACTS.shape).filter((fact) => !isDoorPart(fact));

/** Whether an elector is on the register as the journal says; as the room has it if the journal says nothing. */
function saidOnRegister(
  db: Database,
  id: number,
  isOnNow: boolean,
): { isSaid: boolean; isOn: boolean; at: number; byHand: '' | 'added' | 'removed' } {
  const subject = SUBJECT.elector(id, 'register');
  const read = (entry: string) => {
    const { at, said } = saidBy(db, entry);
    return { at, isRemoval: 'removed' in said, isByHand: !('byRegister' in said) };
  };
  const saying = headsOf(db, subject).map(read);
  const root = rootsOf(db, subject).map(read)[0];
  if (!root) return { isSaid: false, isOn: isOnNow, at: 0, byHand: '' };
  const at = saying[0]?.at ?? root.at;
  // Without an entry that holds, it is as it was before the first. In doubt nobody is lost.
  if (saying.length === 0) return { isSaid: true, isOn: root.isRemoval, at, byHand: '' };
  const isOn = saying.some(({ isRemoval }) => !isRemoval);
  const isByHand = saying.some((each) => each.isByHand);
  return { isSaid: true, isOn, at, byHand: isByHand ? (isOn ? 'added' : 'removed') : '' };
}
