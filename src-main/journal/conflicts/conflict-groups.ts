import { createHash } from 'node:crypto';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { type Doubt, doubts, readDoubt, type Side } from './conflicts.ts';

/*
 * Two lists that were read on two laptops may disagree about thousands of electors. What is of one kind, and in which
 * the same laptops say the same things, is one group: it is shown as one, and can be settled as one.
 */

/** Conflicts of one kind with the same sides. */
export type ConflictGroup = {
  /** Made from the conflicts in it, so whoever settles it settles those that were shown. */
  id: string;
  doubts: Doubt[];
  /** What is said: empty if each of the conflicts is about something else. */
  sides: { said: string; places: number[] }[];
};

/** All conflicts: those that are in groups, and the others. */
export type Grouped = { groups: ConflictGroup[]; single: Doubt[] };

/** Fewer are soon settled one by one. */
const LEAST = 4;

const sql = prepared((db) => ({
  device: db.prepare<[string], number>('SELECT device FROM journal WHERE id = ?').pluck(),
  detail: db.prepare<[string], string | null>('SELECT detail FROM journal WHERE id = ?').pluck(),
}));

/** The groups as they were found last, and the list of conflicts then. */
const lately = prepared(() => ({ of: null as readonly Doubt[] | null, grouped: null as Grouped | null }));

/** The conflicts of a room in groups, in the order of the list. */
export function conflictGroups(room: Room): Grouped {
  const kept = lately(room.db);
  const all = doubts(room);
  if (kept.of !== all || !kept.grouped) {
    kept.grouped = grouped(room, all);
    kept.of = all;
  }
  return kept.grouped;
}

function grouped(room: Room, all: readonly Doubt[]): Grouped {
  const writers = new Map<string, string>();
  const found = all.map((doubt) => ({ doubt, ...keyOf(room, doubt, writers) }));
  const groups: ConflictGroup[] = [];
  const single: Doubt[] = [];
  for (const same of Map.groupBy(found, ({ key }) => key).values()) {
    const [first] = same;
    if (!first || same.length < LEAST) {
      single.push(...same.map(({ doubt }) => doubt));
      continue;
    }
    groups.push({
      id: idOf(same.map(({ doubt }) => doubt.id)),
      doubts: same.map(({ doubt }) => doubt),
      sides: first.sides.map(({ said }, at) => ({
        said,
        places: same.map(({ sides }) => sides[at]?.place ?? 0),
      })),
    });
  }
  // In the order of the list.
  const order = new Map(all.map(({ id }, at) => [id, at]));
  return { groups, single: single.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)) };
}

function idOf(ids: readonly string[]): string {
  return `all-${createHash('sha256').update(ids.toSorted().join()).digest('hex').slice(0, 8)}`;
}

/** What those of one group have in common, and the places of its sides in their order. */
function keyOf(
  room: Room,
  doubt: Doubt,
  writers: Map<string, string>,
): { key: string; sides: { said: string; place: number }[] } {
  const { kind, rest } = readDoubt(doubt.about);
  const sides = doubt.sides
    .map((side, place) => {
      const said = commonIn(room, doubt, side);
      return { said, place, text: JSON.stringify([said, laptopsOf(room, side, writers)]) };
    })
    .sort((a, b) => (a.text < b.text ? -1 : 1));
  const texts = sides.map(({ text }) => text);
  // A side has to be told from the others, and one setting has nothing to do with another.
  const isAlone = ALONE.has(kind) || new Set(texts).size < texts.length;
  const field = kind === 'elector' ? rest : '';
  return { key: isAlone ? doubt.id : JSON.stringify([kind, field, ...texts]), sides };
}

/** Of these there is one each, and what is said of it is of no use for another. */
const ALONE: ReadonlySet<string> = new Set(['setting', 'laptop', 'taken off', 'registers', 'clock']);

/** Fields of electors that have one of a few values. */
const OF_FEW_VALUES: ReadonlySet<string> = new Set(['absent', 'vi', 'gone', 'lift', 'do_not_knock']);

/** Whether what is said of a field of one elector may be said of many. */
export function isOfFewValues(field: string): boolean {
  return OF_FEW_VALUES.has(field);
}

/** What a side says that others may say too; '' if it is about its own thing only. */
function commonIn(room: Room, { about }: Doubt, side: Side): string {
  const { kind, rest } = readDoubt(about);
  if (kind === 'mark' || kind === 'door' || kind === 'slips' || kind === 'code' || kind === 'one number')
    return side.said;
  if (kind !== 'elector') return '';
  if (isOfFewValues(rest)) return side.said;
  if (rest !== 'register') return '';
  const said = storedDetail('register', sql(room.db).detail.get(side.entries[0] ?? '') ?? null);
  return 'removed' in said ? 'removed' : 'on';
}

/** The laptops that say it, as one text. */
function laptopsOf(room: Room, { entries }: Side, writers: Map<string, string>): string {
  const devices = entries.map((id) => {
    const known = writers.get(id) ?? String(sql(room.db).device.get(id) ?? '');
    writers.set(id, known);
    return known;
  });
  return [...new Set(devices)].sort().join();
}
