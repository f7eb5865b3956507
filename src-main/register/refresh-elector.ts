import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { entriesAbout, headsOf, rootsOf, subjectsFrom } from '../store/journal-links.ts';
import { readSubject, SUBJECT } from '../store/journal-row.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { storedDetail } from '../store/stored-detail.ts';
import { storedOrNull } from '../store/stored-json.ts';
import { changeFacts, rowFor } from './change-elector.ts';
import { isoDay } from './elector/elector-date.ts';
import { electorRows, insertElector, type StoredElector } from './elector-rows.ts';
import { ELECTOR_FACTS, readRegisterSays, SOME_FACTS } from './kept-facts.ts';
import { namesSince, streetCalled } from './refresh-streets.ts';
import { StreetBook } from './street-book.ts';

/*
 * Keeps an elector as the journal says, after entries about them have come in from another copy of the room or were
 * undone. Call these inside `room.change`, and recount the streets afterwards.
 */

const sql = prepared((db) => ({
  said: db.prepare<[string], { at: number; detail: string | null }>(
    'SELECT at, detail FROM journal WHERE id = ?',
  ),
  setAbsent: db.prepare('UPDATE elector SET absent = ? WHERE id = ?'),
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
type Value = string | number;

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
  if ('answers' in said) return said.answers[elector]?.[field];
  return 'absent' in said ? said.absent?.[elector] : undefined;
}

/**
 * Keeps these fields. A field in which the register itself has said something new since is left as it is. Returns
 * whether how they vote has changed by a list, after which the standing of everybody has to be refreshed.
 */
export function refreshFields(room: Room, id: number, fields: readonly string[]): boolean {
  const elector = electorRows(room.db).byId.get(id);
  if (!elector) return false;
  const { db } = room;
  const says: Record<string, Value | null> = { ...readRegisterSays(elector) };
  const now: Record<string, Value | null> = {
    ...elector,
    ...(fields.includes('street') ? { street: new StreetBook(room).nameOf(elector.street_id) } : {}),
  };
  const next: Record<string, Value> = {};
  let isListed = false;
  for (const field of fields) {
    const subject = SUBJECT.elector(id, field);
    const changes = (ids: readonly string[]) => ids.flatMap((each) => changeBy(db, each, id, field) ?? []);
    const [head] = headsOf(db, subject);
    const root = rootsOf(db, subject)[0];
    const first = root === undefined ? undefined : changeBy(db, root, id, field)?.[0];
    const base = says[field] ?? first;
    const value = head === undefined ? base : changeBy(db, head, id, field)?.[1];
    const known = [...changes(entriesAbout(db, subject)), base];
    // The street that is meant may have been renamed since.
    const isStreet = field === 'street';
    const since = isStreet
      ? known.flatMap((name) => namesSince(room, elector.district, String(name)))
      : known;
    if (value === undefined || !isKnownValue(now[field], since)) continue;
    next[field] = isStreet ? streetCalled(room, elector.district, String(value)) : value;
    const said = head === undefined ? null : saidBy(db, head).said;
    if (said === null) delete says[field];
    else if ('absent' in said) isListed = true;
    else if ('corrected' in said && base !== undefined) says[field] = base;
  }
  write(room, elector, next, says);
  return isListed || 'absent' in next;
}

/** The electors whose street a person has corrected. */
export function electorsMoved(room: Room): number[] {
  return subjectsFrom(room.db, 'elector\t')
    .map(readSubject)
    .flatMap(({ key, rest }) => (rest === 'street' ? Number(key) : []));
}

function isKnownValue(now: Value | null | undefined, known: readonly (Value | undefined)[]): boolean {
  return known.some((each) => each === now);
}

function write(
  room: Room,
  elector: StoredElector,
  { street, ...next }: Record<string, Value>,
  says: Record<string, Value | null>,
): void {
  const names = Object.keys(next);
  if (street === undefined && names.length === 1 && next.absent !== undefined) {
    // One of the thousands of a list.
    sql(room.db).setAbsent.run(next.absent, elector.id);
  } else {
    // A canvass says when, too.
    if (next.vi !== undefined) next.vi_on ??= dateOfAnswer(room, elector.id);
    const facts = SOME_FACTS.safeParse(next).data ?? {};
    changeFacts(room, elector, facts, street === undefined ? undefined : String(street));
  }
  const kept = Object.keys(says).length === 0 ? '' : JSON.stringify(says);
  if (kept !== elector.register_says) electorRows(room.db).setRegisterSays.run(kept, elector.id);
}

/** The day of the correction, or the date there was before any. */
function dateOfAnswer(room: Room, id: number): string {
  const subject = SUBJECT.elector(id, 'vi');
  const [head] = headsOf(room.db, subject);
  if (head !== undefined) return isoDay(new Date(saidBy(room.db, head).at));
  const [root] = rootsOf(room.db, subject);
  if (root === undefined) return '';
  const { said } = saidBy(room.db, root);
  return 'corrected' in said ? (said.viOn ?? '') : '';
}

const addedElector = ELECTOR_FACTS.extend({
  district: z.string(),
  number: z.int(),
  suffix: z.string(),
  street: z.string(),
});

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
}

type AddedElector = z.output<typeof addedElector>;

function addedBy(db: Database, id: number): AddedElector | null {
  const facts = entriesAbout(db, SUBJECT.elector(id, 'register')).flatMap((entry) => {
    const { said } = saidBy(db, entry);
    return 'added' in said && said.elector ? [said.elector] : [];
  });
  return storedOrNull(JSON.stringify(facts[0] ?? null), addedElector);
}

/** Whether an elector is on the register as the journal says; as the room has it if the journal says nothing. */
function saidOnRegister(
  db: Database,
  id: number,
  isOnNow: boolean,
): { isSaid: boolean; isOn: boolean; at: number; byHand: '' | 'added' | 'removed' } {
  const subject = SUBJECT.elector(id, 'register');
  const read = (entry: string) => {
    const { at, said } = saidBy(db, entry);
    return { at, isRemoval: 'removed' in said };
  };
  const saying = headsOf(db, subject).map(read);
  const root = rootsOf(db, subject).map(read)[0];
  if (!root) return { isSaid: false, isOn: isOnNow, at: 0, byHand: '' };
  const at = saying[0]?.at ?? root.at;
  // Without an entry that holds, it is as it was before the first. In doubt nobody is lost.
  if (saying.length === 0) return { isSaid: true, isOn: root.isRemoval, at, byHand: '' };
  const isOn = saying.some(({ isRemoval }) => !isRemoval);
  return { isSaid: true, isOn, at, byHand: isOn ? 'added' : 'removed' };
}
