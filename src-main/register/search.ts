import type { Message } from '../../src-shared/message.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { withoutGap } from './address/postcode.ts';
import { nameInList } from './elector/elector-name.ts';
import { type ElectorNumber, formatNumber, readWrittenNumber } from './elector/elector-number.ts';
import { plainLetters } from './elector/plain-letters.ts';

/** An elector as the search lists them. */
export type FoundElector = {
  id: number;
  number: string;
  /** A message for an elector without a name. */
  name: string | Message;
  address: string;
  postcode: string;
  promise: boolean;
  markedOff: boolean;
  onRegister: boolean;
};

type Row = {
  id: number;
  district: string;
  number: number;
  suffix: string;
  surname: string;
  forename: string;
  address: string;
  postcode: string;
  promise: number;
  voted_at: number | null;
  removed_at: number | null;
};

/** The data in the search index. It has the street too, which may have another name than in the address. */
type Indexed = Row & { house: string; flat: string; street: string };

const COLUMNS = `elector.id, elector.district, number, suffix, surname, forename, address, postcode, promise, voted_at,
                 removed_at`;
const FOUND = `SELECT ${COLUMNS} FROM elector_search CROSS JOIN elector ON elector.id = elector_search.rowid
                WHERE elector_search MATCH ?`;
const INDEXED = `SELECT ${COLUMNS}, house, flat, street.name AS street
                   FROM elector JOIN street ON street.id = street_id`;

const sql = prepared((db) => ({
  /** Changes to electors are in the journal, so the newest such entry shows whether the index is up to date. */
  newest: db
    .prepare<[], number>(
      "SELECT seq FROM journal WHERE kind IN ('import', 'register') ORDER BY seq DESC LIMIT 1",
    )
    .pluck(),
  since: db.prepare<[number], { elector_id: number | null }>(
    "SELECT elector_id FROM journal WHERE seq > ? AND kind IN ('import', 'register')",
  ),
  page: db.prepare<[number, number], Indexed>(`${INDEXED} WHERE elector.id > ? ORDER BY elector.id LIMIT ?`),
  byId: db.prepare<[number], Indexed>(`${INDEXED} WHERE elector.id = ?`),
  districts: db.prepare<[], string>('SELECT DISTINCT district FROM street').pluck(),
  clear: db.prepare("INSERT INTO elector_search (elector_search) VALUES ('delete-all')"),
  drop: db.prepare('DELETE FROM elector_search WHERE rowid = ?'),
  add: db.prepare('INSERT INTO elector_search (rowid, words) VALUES (?, ?)'),
  numbered: db.prepare<[string], Row>(FOUND),
  onRegister: db.prepare<[string, number], Row>(`${FOUND} AND removed_at IS NULL LIMIT ?`),
  removed: db.prepare<[string, number], Row>(`${FOUND} AND removed_at IS NOT NULL LIMIT ?`),
}));

/** Electors added to the index between two steps. */
const STEP = 2000;

/**
 * Finds electors by number, name, street or postcode as typed: every word, in any order, each by its beginning,
 * ignoring accents. The elector with the typed number comes first, and removed electors last.
 */
export async function searchElectors(room: Room, text: string, limit: number): Promise<FoundElector[]> {
  const words = searchWords(text);
  if (words.length === 0) return [];
  await searchUpToDate(room);
  const query = words.map((word) => `"${word}"*`).join(' ');
  const found = new Map(withTypedNumber(room, text).map((row) => [row.id, row]));
  // Sorted only here: a single letter matches most of a register, which SQLite would read to its end.
  const add = (rows: Row[]) => {
    for (const row of rows.toSorted(byNumber)) found.set(row.id, row);
  };
  add(sql(room.db).onRegister.all(query, limit));
  if (found.size < limit) add(sql(room.db).removed.all(query, limit));
  return [...found.values()].slice(0, limit).map(asFound);
}

/** Updates the index, if electors have changed since it was made. It takes a second after a large import. */
export async function searchUpToDate(room: Room): Promise<void> {
  await room.settled();
  while (isBehind(room)) {
    await bringUpToDate(room);
    // Another import may have started meanwhile.
    await room.settled();
  }
}

/** The words of a text as the index has them. SQLite's own `ascii` tokenizer must find the same words in them. */
export function searchWords(text: string): string[] {
  return plainLetters(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * The elector with the typed number, if it is one: many others may have numbers or house numbers that begin with its
 * digits.
 */
function withTypedNumber(room: Room, text: string): Row[] {
  const readings = readWrittenNumber(text).flatMap(({ district, number, suffix }) =>
    (district === null ? sql(room.db).districts.all() : [district]).map((each) => ({
      district: each,
      number,
      suffix,
    })),
  );
  const written = readings.flatMap(({ district, number }) => {
    const words = searchWords(`${district}${number}`);
    return words.length === 0 ? [] : [words.map((word) => `"${word}"`).join(' ')];
  });
  if (written.length === 0) return [];
  const meant = (row: Row) => readings.some((reading) => sameNumber(reading, row));
  return sql(room.db)
    .numbered.all(written.join(' OR '))
    .filter(meant)
    .toSorted((a, b) => Number(a.removed_at !== null) - Number(b.removed_at !== null));
}

function byNumber(one: ElectorNumber, other: ElectorNumber): number {
  if (one.district !== other.district) return one.district < other.district ? -1 : 1;
  return one.number - other.number || Number(one.suffix) - Number(other.suffix) || 0;
}

function sameNumber(one: ElectorNumber, other: ElectorNumber): boolean {
  return one.district === other.district && one.number === other.number && one.suffix === other.suffix;
}

/** Whether electors have changed since the index was updated. */
function isBehind(room: Room): boolean {
  const { built, newest } = state(room);
  return built !== newest;
}

/** Updates the index with every elector as they are now. */
async function bringUpToDate(room: Room): Promise<void> {
  await room.changeInSteps(() => build(room), { isDerived: true });
}

function state(room: Room): { built: number; newest: number } {
  return { built: Number(readSetting(room, 'search_built') ?? -1), newest: sql(room.db).newest.get() ?? 0 };
}

/** A few who were changed by hand at once, a whole register in steps. */
function* build(room: Room): Generator<void, void> {
  const { built, newest } = state(room);
  // Another search, started a letter earlier, has updated it while this one waited.
  if (built === newest) return;
  const changed = built < 0 ? [{ elector_id: null }] : sql(room.db).since.all(built);
  const ids = changed.flatMap(({ elector_id }) => (elector_id === null ? [] : [elector_id]));
  if (ids.length === changed.length) for (const id of ids) put(room, sql(room.db).byId.get(id));
  else yield* rebuild(room);
  writeSetting(room, 'search_built', String(newest));
}

function* rebuild(room: Room): Generator<void, void> {
  sql(room.db).clear.run();
  let last: number | undefined = 0;
  while (last !== undefined) {
    const rows = sql(room.db).page.all(last, STEP);
    for (const row of rows) sql(room.db).add.run(row.id, wordsOf(row));
    last = rows.at(-1)?.id;
    yield;
  }
}

function put(room: Room, row: Indexed | undefined): void {
  if (!row) return;
  sql(room.db).drop.run(row.id);
  sql(room.db).add.run(row.id, wordsOf(row));
}

/** What somebody may type to find an elector: the number with and without separators, and the postcode too. */
function wordsOf(row: Indexed): string {
  const { district, number, suffix, surname, forename, address, postcode, house, flat, street } = row;
  // If the room has another street for the door than the register, both find it.
  const door = address.includes(street) ? '' : `${flat} ${house} ${street}`;
  return searchWords(
    [
      district,
      number,
      suffix,
      `${district}${number}`,
      forename,
      surname,
      address,
      door,
      ...[surname, forename, address, door].map(withoutMarks),
      postcode,
      withoutGap(postcode),
    ]
      .filter((part) => part !== '')
      .join(' '),
  ).join(' ');
}

/** `OBrien`, `St Marys Road`; '' if there is nothing to leave out. */
function withoutMarks(text: string): string {
  return /['’-]/.test(text) ? text.replace(/['’-]/g, '') : '';
}

function asFound(row: Row): FoundElector {
  return {
    id: row.id,
    number: formatNumber(row),
    name: nameInList(row),
    address: row.address,
    postcode: row.postcode,
    promise: row.promise === 1,
    markedOff: row.voted_at !== null,
    onRegister: row.removed_at === null,
  };
}
