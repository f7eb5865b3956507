import type { Database } from 'better-sqlite3';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import type { ElectorNumber } from '../elector/elector-number.ts';
import { electorRows, type StoredElector } from '../elector-rows.ts';
import type { IdSet } from '../packed.ts';
import type { KnownPerson } from './same-person.ts';

type Light = { id: number; district: string; by_hand: StoredElector['by_hand'] };

const sql = prepared((db) => ({
  counts: db.prepare<[], { district: string; electors: number }>(
    'SELECT district, COUNT(*) AS electors FROM elector WHERE removed_at IS NULL GROUP BY district ORDER BY district',
  ),
  last: db.prepare<[], number | null>('SELECT MAX(id) FROM elector').pluck(),
  person: db.prepare<[string, number, string], KnownPerson>(
    `SELECT surname, forename, house, flat, postcode FROM elector
      WHERE district = ? AND number = ? AND suffix = ? AND removed_at IS NULL`,
  ),
  light: db.prepare<[number], Light>(
    `SELECT id, district, by_hand FROM elector WHERE removed_at IS NULL AND id <= ?
      ORDER BY district, number, suffix`,
  ),
}));

/**
 * The electors on the room's register, as an import finds them. They are looked up one by one, since those of a county
 * need too much memory together.
 */
export class StoredElectors {
  readonly #db: Database;
  /** The last id before the import. */
  readonly #last: number;
  /** How many electors each district has. */
  readonly byDistrict: ReadonlyMap<string, number>;

  constructor({ db }: Room) {
    this.#db = db;
    this.#last = sql(db).last.get() ?? 0;
    const counts = sql(db).counts.all();
    this.byDistrict = new Map(counts.map(({ district, electors }) => [district, electors]));
  }

  get areNone(): boolean {
    return this.byDistrict.size === 0;
  }

  get({ district, number, suffix }: ElectorNumber): StoredElector | undefined {
    return electorRows(this.#db).byNumber.get(district, number, suffix);
  }

  /** Only what tells whether it is the same person. */
  person({ district, number, suffix }: ElectorNumber): KnownPerson | undefined {
    return sql(this.#db).person.get(district, number, suffix);
  }

  /** All electors of some districts. */
  in(isIncluded: (district: string) => boolean): StoredElector[] {
    const electors: StoredElector[] = [];
    for (const each of electorRows(this.#db).current.iterate())
      if (each.id <= this.#last && isIncluded(each.district)) electors.push(each);
    return electors;
  }

  /** The ids of those that a register does not list, by district. `seen` are the ids of those that it does. */
  missing(seen: IdSet): Map<string, number[]> {
    const missing = new Map<string, number[]>();
    for (const { id, district, by_hand } of sql(this.#db).light.iterate(this.#last)) {
      if (seen.has(id) || by_hand === 'added') continue;
      const ids = missing.get(district);
      if (ids) ids.push(id);
      else missing.set(district, [id]);
    }
    return missing;
  }
}
