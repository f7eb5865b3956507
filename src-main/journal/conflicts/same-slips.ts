import type { Database } from 'better-sqlite3';
import { entriesAbout, holdsInSql } from '../../store/journal/journal-links.ts';
import { SUBJECT } from '../../store/journal/journal-row.ts';
import { prepared } from '../../store/prepared.ts';
import { isApart, type Written } from '../chains.ts';

/** A slip, and the entries that began it. */
export type SlipOfTwo = { id: number; begun: string[] };

type Slip = {
  id: number;
  station: number | null;
  district: string;
  told_at: number | null;
  second_of: number | null;
};

const sql = prepared((db) => ({
  slips: db.prepare<[], Slip>(
    'SELECT id, station_id AS station, district, told_at, second_of FROM slip ORDER BY id',
  ),
  /** A number that was set aside and put right counts as what it was put right to. */
  numbers: db
    .prepare<[], [slip: number, device: number, n: number, number: string | number]>(
      `SELECT slip_id, device, n,
            COALESCE(elector_id, upper(COALESCE(district, '') || ' ' || replace(entered, ' ', ''))) AS number
       FROM journal AS one
      WHERE slip_id IS NOT NULL AND kind = 'number' AND ${holdsInSql('one')}
        AND NOT EXISTS (SELECT 1 FROM journal AS later WHERE later.settles = one.id AND ${holdsInSql('later')})`,
    )
    .raw(),
  written: db.prepare<[string], Written & { instead_of: string | null }>(
    'SELECT device, n, instead_of FROM journal WHERE id = ?',
  ),
}));

/** From other places or times, fewer equal numbers may be chance. */
const LEAST_SAME = 4;

/**
 * Slips that two laptops may have entered from one paper, in pairs, the one with the lower id first. Of the same
 * station and time they have four fifths of their numbers in common; otherwise more than half, and at least four. The
 * shorter of the two counts, since the other laptop may not have entered all of it. A slip that is known to repeat
 * another is compared as one with it.
 */
export function sameSlips(db: Database): (readonly [SlipOfTwo, SlipOfTwo])[] {
  const all = new Map(
    sql(db)
      .slips.all()
      .map((slip) => [slip.id, slip] as const),
  );
  const firstOf = (id: number): number => {
    const { second_of = null } = all.get(id) ?? {};
    return second_of === null ? id : firstOf(second_of);
  };
  const numbers = new Map<number, Set<string | number>>();
  const withNumber = new Map<string | number, number[]>();
  const writers = new Map<number, Written>();
  for (const [slip, device, n, number] of sql(db).numbers.all()) {
    if (!all.has(slip)) continue;
    const own = numbers.get(slip) ?? new Set();
    if (own.has(number)) continue;
    numbers.set(slip, own.add(number));
    withNumber.set(number, [...(withNumber.get(number) ?? []), slip]);
    if (!writers.has(slip)) writers.set(slip, { device, n });
  }
  const same = new Map<string, { one: number; other: number; count: number }>();
  for (const slips of withNumber.values())
    for (const one of slips)
      for (const other of slips) {
        if (one >= other) continue;
        const key = `${one} ${other}`;
        const { count } = same.get(key) ?? { count: 0 };
        same.set(key, { one, other, count: count + 1 });
      }
  const pairs = new Map<string, readonly [SlipOfTwo, SlipOfTwo]>();
  for (const { one, other, count } of same.values()) {
    const [first = 0, second = 0] = [firstOf(one), firstOf(other)].sort((a, b) => a - b);
    const shorter = Math.min(numbers.get(one)?.size ?? 0, numbers.get(other)?.size ?? 0);
    if (first === second || !isEnough(all.get(one), all.get(other), count, shorter)) continue;
    if (!areApart(db, one, other, writers)) continue;
    pairs.set(`${first} ${second}`, [begunBy(db, first), begunBy(db, second)]);
  }
  return [...pairs.values()];
}

function isEnough(one: Slip | undefined, other: Slip | undefined, count: number, shorter: number): boolean {
  const isSamePlace =
    one?.station === other?.station && (one?.station !== null || one?.district === other?.district);
  if (isSamePlace && one?.told_at !== null && one?.told_at === other?.told_at)
    return count * 5 >= shorter * 4;
  return count >= LEAST_SAME && count * 2 > shorter;
}

function areApart(db: Database, one: number, other: number, writers: ReadonlyMap<number, Written>): boolean {
  const written = (slip: number) =>
    begunBy(db, slip).begun.flatMap((id) => sql(db).written.get(id) ?? [])[0] ?? writers.get(slip);
  const [first, second] = [written(one), written(other)];
  return first !== undefined && second !== undefined && isApart(db, first, second);
}

/** Older versions had no entry for the head of a slip. */
function begunBy(db: Database, id: number): SlipOfTwo {
  const begun = entriesAbout(db, SUBJECT.slip(id)).filter(
    (entry) => (sql(db).written.get(entry)?.instead_of ?? null) === null,
  );
  return { id, begun };
}
