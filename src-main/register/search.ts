import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { displayName } from './elector-name.ts';
import { formatNumber } from './elector-number.ts';

/** An elector as the search lists them. */
export type FoundElector = {
  id: number;
  number: string;
  name: string;
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

const ROW = `SELECT id, district, number, suffix, surname, forename, address, postcode, promise, voted_at, removed_at
               FROM elector`;

const sql = prepared((db) => ({
  /** What changes electors is journaled, so the newest such entry tells whether the search is up to date. */
  newest: db
    .prepare<[], number>(
      "SELECT seq FROM journal WHERE kind IN ('import', 'register') ORDER BY seq DESC LIMIT 1",
    )
    .pluck(),
  since: db.prepare<[number], { elector_id: number | null }>(
    "SELECT elector_id FROM journal WHERE seq > ? AND kind IN ('import', 'register')",
  ),
  all: db.prepare<[], Row>(ROW),
  byId: db.prepare<[number], Row>(`${ROW} WHERE id = ?`),
  clear: db.prepare("INSERT INTO elector_search (elector_search) VALUES ('delete-all')"),
  drop: db.prepare('DELETE FROM elector_search WHERE rowid = ?'),
  add: db.prepare('INSERT INTO elector_search (rowid, words) VALUES (?, ?)'),
  match: db.prepare<[string, number], Row>(
    `${ROW} WHERE id IN (SELECT rowid FROM elector_search WHERE elector_search MATCH ? LIMIT ?)
      ORDER BY removed_at IS NOT NULL, district, number, suffix`,
  ),
}));

/** Electors put into the search between two steps. */
const STEP = 2000;

/**
 * Finds electors by number, name, street or postcode as it is typed: every word, in any order, each by its beginning;
 * accents count for nothing. The bearer of a whole number comes first, and whoever is off the register last.
 */
export async function searchElectors(room: Room, text: string, limit: number): Promise<FoundElector[]> {
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  if (words.length === 0) return [];
  await bringUpToDate(room);
  const query = words.map((word) => `"${word}"*`).join(' ');
  const found = sql(room.db).match.all(query, limit).map(asFound);
  const whole = words.join('').toUpperCase();
  const isWhole = ({ number }: FoundElector) => number.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase() === whole;
  return [...found.filter(isWhole), ...found.filter((elector) => !isWhole(elector))];
}

/** Makes the search know every elector as they are now: a few by hand at once, a whole register in steps. */
async function bringUpToDate(room: Room): Promise<void> {
  const newest = sql(room.db).newest.get() ?? 0;
  const built = Number(readSetting(room, 'search_built') ?? -1);
  if (built === newest) return;
  const changed = built < 0 ? [{ elector_id: null }] : sql(room.db).since.all(built);
  const ids = changed.flatMap(({ elector_id }) => (elector_id === null ? [] : [elector_id]));
  if (ids.length === changed.length) {
    room.change(() => {
      for (const id of ids) put(room, sql(room.db).byId.get(id));
      writeSetting(room, 'search_built', String(newest));
    });
    return;
  }
  await room.changeInSteps(function* () {
    sql(room.db).clear.run();
    let done = 0;
    for (const row of sql(room.db).all.all()) {
      sql(room.db).add.run(row.id, wordsOf(row));
      done += 1;
      if (done % STEP === 0) yield;
    }
    writeSetting(room, 'search_built', String(newest));
  });
}

function put(room: Room, row: Row | undefined): void {
  if (!row) return;
  sql(room.db).drop.run(row.id);
  sql(room.db).add.run(row.id, wordsOf(row));
}

/** What somebody may type for an elector: the number apart and run together, and the postcode too. */
function wordsOf(row: Row): string {
  const { district, number, suffix, surname, forename, address, postcode } = row;
  const plain = surname.replace(/['’-]/g, '');
  return [
    district,
    number,
    suffix,
    `${district}${number}`,
    forename,
    surname,
    plain,
    address,
    postcode,
    postcode.replace(/\s/g, ''),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function asFound(row: Row): FoundElector {
  return {
    id: row.id,
    number: formatNumber(row),
    name: displayName(row) || 'Anonymous elector',
    address: row.address,
    postcode: row.postcode,
    promise: row.promise === 1,
    markedOff: row.voted_at !== null,
    onRegister: row.removed_at === null,
  };
}
