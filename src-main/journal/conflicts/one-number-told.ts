import type { Database } from 'better-sqlite3';
import { holdsInSql } from '../../store/journal/journal-links.ts';
import { prepared } from '../../store/prepared.ts';
import { tellingInSql } from '../../turnout/mark.ts';
import { asideInSql } from '../../turnout/set-aside.ts';
import { isApart, type Written } from '../chains.ts';

/** What was written once, a number with its place or an answer at a door, and whom the entries of several laptops took it for. */
export type TwoPeople = { number: string; sides: { electors: string; entries: string[] }[] };

/** `about` is the number set aside that the entry settled; of an entry that found its elector at once, itself. */
type Telling = Written & { id: string; about: string; elector: number; number: string };

/** In SQL: a number with its district, or with its station if that is all that is known. */
const NUMBER = (row: string) => `upper(replace(replace(
  iif(${row}.entered GLOB '[0-9]*', COALESCE(${row}.district, '') || ltrim(${row}.entered, '0'), ${row}.entered), ' ', ''), '-', ''))
  || iif(${row}.district IS NULL AND ${row}.station_id IS NOT NULL, char(9) || ${row}.station_id, '')`;

/** In SQL: two people may have one name, and several live behind one door. */
const IS_NUMBER = (row: string) => `${row}.detail ->> 'toldBy' IS NULL`;

const sql = prepared((db) => ({
  /** Whom numbers set aside were settled for. */
  settled: db.prepare<[], Telling>(
    `SELECT later.id, later.device, later.n, later.elector_id AS elector, aside.id AS about, ${NUMBER('aside')} AS number
       FROM journal AS later JOIN journal AS aside ON aside.id = later.settles AND ${asideInSql('aside')}
      WHERE later.settles IS NOT NULL AND later.elector_id IS NOT NULL AND ${tellingInSql('later')}
        AND ${holdsInSql('aside')} AND ${IS_NUMBER('aside')}`,
  ),
  /** Entries of these numbers that found their electors at once. */
  found: db.prepare<[string], Telling>(
    `SELECT id, device, n, elector_id AS elector, id AS about, ${NUMBER('journal')} AS number
       FROM journal
      WHERE settles IS NULL AND elector_id IS NOT NULL AND ${tellingInSql('journal')} AND ${IS_NUMBER('journal')}
        AND ${NUMBER('journal')} IN (SELECT value FROM json_each(?))`,
  ),
  /**
   * Numbers that several laptops carried from one room into this one, as different people; 0 is nobody, so that it was set
   * aside. Ids of carried entries are hashes.
   */
  carried: db.prepare<[], Telling>(
    `SELECT one.id, one.device, one.n, COALESCE(one.elector_id, 0) AS elector, one.id AS about,
            one.command_id || ' ' || one.at || ' ' || one.entered AS number
       FROM journal AS one
      WHERE ${isCarried('one')} AND EXISTS (
        SELECT 1 FROM journal AS other
         WHERE other.command_id = one.command_id AND other.at = one.at AND other.by = one.by AND other.entered IS one.entered
           AND other.device <> one.device AND other.elector_id IS NOT one.elector_id AND ${isCarried('other')})`,
  ),
  /** Answers at doors that were carried here, the newest of each door in the room that they come from. */
  answers: db.prepare<[], Telling>(
    `SELECT id, device, n, elector_id AS elector, id AS about, detail ->> 'was' AS number FROM journal AS one
      WHERE kind = 'doorstep' AND length(id) = 32 AND entered <> '' AND ${holdsInSql('one')}
        AND detail ->> 'was' IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM journal_instead JOIN journal AS later ON later.id = journal_instead.entry
         WHERE target = one.id AND length(later.id) = 32 AND ${holdsInSql('later')})`,
  ),
}));

/** In SQL: a number that was carried here, and that nobody has undone or settled. */
function isCarried(row: string): string {
  return `${row}.kind = 'number' AND length(${row}.id) = 32 AND ${row}.settles IS NULL AND ${holdsInSql(row)}
    AND (${row}.elector_id IS NOT NULL OR ${asideInSql(row)})
    AND NOT EXISTS (SELECT 1 FROM journal AS later WHERE later.settles = ${row}.id AND ${holdsInSql('later')})`;
}

/** One number of a room that joined twice, with another answer about whose it is. */
export function numbersCarriedTwice(db: Database): TwoPeople[] {
  const all = sql(db).carried.all();
  return [...Map.groupBy(all, ({ number }) => number)].map(([number, same]) => ({
    number,
    sides: same.map(({ elector, id }) => ({ electors: `${elector}`, entries: [id] })),
  }));
}

/** One answer at a door of a room that joined twice, with another answer about whose door it is. */
export function answersCarriedTwice(db: Database): TwoPeople[] {
  return [...Map.groupBy(sql(db).answers.all(), ({ number }) => number)].flatMap(([number, same]) =>
    new Set(same.map(({ elector }) => elector)).size < 2
      ? []
      : [{ number, sides: same.map(({ elector, id }) => ({ electors: `${elector}`, entries: [id] })) }],
  );
}

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
