import type { Database } from 'better-sqlite3';
import { holdsInSql } from '../store/journal-links.ts';
import { prepared } from '../store/prepared.ts';
import { tellingInSql } from '../turnout/mark.ts';
import { asideInSql } from '../turnout/set-aside.ts';
import { isApart, type Written } from './chains.ts';

/** One number, as it was written and where, and whom the entries of several laptops took it for. */
export type TwoPeople = { number: string; sides: { electors: string; entries: string[] }[] };

/** `about` is the number set aside that the entry settled; of an entry that found its elector at once, itself. */
type Telling = Written & { id: string; about: string; elector: number; number: string };

/** In SQL: a number with its district, or with its station if that is all that is known. */
const NUMBER = (row: string) => `upper(replace(replace(
  iif(${row}.entered GLOB '[0-9]*', COALESCE(${row}.district, '') || ltrim(${row}.entered, '0'), ${row}.entered), ' ', ''), '-', ''))
  || iif(${row}.district IS NULL AND ${row}.station_id IS NOT NULL, char(9) || ${row}.station_id, '')`;

const sql = prepared((db) => ({
  /** Whom numbers set aside were settled for. */
  settled: db.prepare<[], Telling>(
    `SELECT later.id, later.device, later.n, later.elector_id AS elector, aside.id AS about, ${NUMBER('aside')} AS number
       FROM journal AS later JOIN journal AS aside ON aside.id = later.settles AND ${asideInSql('aside')}
      WHERE later.settles IS NOT NULL AND later.elector_id IS NOT NULL AND ${tellingInSql('later')}
        AND ${holdsInSql('aside')}`,
  ),
  /** Entries of these numbers that found their electors at once. */
  found: db.prepare<[string], Telling>(
    `SELECT id, device, n, elector_id AS elector, id AS about, ${NUMBER('journal')} AS number
       FROM journal
      WHERE settles IS NULL AND elector_id IS NOT NULL AND ${tellingInSql('journal')}
        AND ${NUMBER('journal')} IN (SELECT value FROM json_each(?))`,
  ),
}));

/**
 * Numbers that one laptop set aside and settled for one person, and that stand for somebody else in entries of another
 * laptop: of a number that it set aside too, or that it found by then. What settles one and the same entry in two ways
 * is another conflict.
 */
export function numbersOfTwoPeople(db: Database): TwoPeople[] {
  const settled = sql(db).settled.all();
  if (settled.length === 0) return [];
  const numbers = [...new Set(settled.map(({ number }) => number))];
  const all = [...settled, ...sql(db).found.all(JSON.stringify(numbers))];
  return [...Map.groupBy(all, ({ number }) => number)].flatMap(([number, tellings]) => {
    // One entry may have been settled for several people at once.
    const meant = [...Map.groupBy(tellings, ({ about, device }) => `${about} ${device}`).values()].map(
      (same) => ({
        about: same[0]?.about ?? '',
        written: same[0] ?? { device: 0, n: 0 },
        electors: new Set(same.map(({ elector }) => elector)),
        entries: same.map(({ id }) => id),
      }),
    );
    const inDoubt = meant.filter((one) =>
      meant.some(
        (other) =>
          one.about !== other.about &&
          one.electors.isDisjointFrom(other.electors) &&
          isApart(db, one.written, other.written),
      ),
    );
    const sides = Map.groupBy(inDoubt, ({ electors }) => [...electors].sort((a, b) => a - b).join());
    return sides.size < 2
      ? []
      : [
          {
            number,
            sides: [...sides].map(([electors, same]) => ({
              electors,
              entries: same.flatMap(({ entries }) => entries),
            })),
          },
        ];
  });
}
