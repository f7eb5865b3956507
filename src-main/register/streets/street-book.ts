import type { Database } from 'better-sqlite3';
import { newId } from '../../store/new-id.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import type { Door } from '../address/doors.ts';

/** A street of the room, for an elector's row. */
export type StreetRow = { id: number; hasName: boolean };

type StreetCorrection = { district: string; found: string; name: string };
type AddressCorrection = { district: string; address: string; street: string; house: string; flat: string };

const sql = prepared((db) => ({
  streets: db.prepare<[], { id: number; district: string; name: string }>(
    'SELECT id, district, name FROM street',
  ),
  nameOf: db.prepare<[number], string>('SELECT name FROM street WHERE id = ?').pluck(),
  idOf: db.prepare<[string, string], number>('SELECT id FROM street WHERE district = ? AND name = ?').pluck(),
  any: db.prepare<[], 1>('SELECT 1 FROM street LIMIT 1').pluck(),
  add: db.prepare('INSERT INTO street (id, district, name, walk_order) VALUES (?, ?, ?, ?)'),
  move: db.prepare('UPDATE street SET walk_order = ? WHERE id = ?'),
  streetCorrections: db.prepare<[], StreetCorrection>('SELECT district, found, name FROM street_correction'),
  addressCorrections: db.prepare<[], AddressCorrection>(
    'SELECT district, address, street, house, flat FROM address_correction',
  ),
}));

/** Identifies an address of a register, whoever lives there. */
export function addressKey({ address, postcode }: Pick<Door, 'address' | 'postcode'>): string {
  return `${address}, ${postcode}`.toUpperCase().replace(/\s+/g, ' ');
}

function doorOf({ street, house, flat }: AddressCorrection) {
  return { street, house, flat };
}

/** The room's streets while electors are written, with the corrections that people have made. */
export class StreetBook {
  readonly #db: Database;
  readonly #sql: ReturnType<typeof sql>;
  readonly #ids = new Map<string, Map<string, number>>();
  readonly #names = new Map<number, string>();
  readonly #corrected = new Map<string, Map<string, string>>();
  readonly #addresses = new Map<string, AddressCorrection>();
  readonly #placed = new Set<number>();

  constructor(room: Room) {
    this.#db = room.db;
    this.#sql = sql(room.db);
    for (const { id, district, name } of this.#sql.streets.iterate()) this.#keep(district, name, id);
    for (const { district, found, name } of this.#sql.streetCorrections.iterate())
      of(this.#corrected, district).set(found, name);
    for (const each of this.#sql.addressCorrections.iterate())
      this.#addresses.set(`${each.district} ${each.address}`, each);
  }

  /** The door as corrected by people. */
  corrected(district: string, door: Door): Door {
    if (this.#addresses.size > 0) {
      const moved = this.#addresses.get(`${district} ${addressKey(door)}`);
      if (moved) return this.#renamed(district, { ...door, ...doorOf(moved) });
    }
    return this.#corrected.size === 0 ? door : this.#renamed(district, door);
  }

  #renamed(district: string, door: Door): Door {
    const name = this.#corrected.get(district)?.get(door.street);
    return name === undefined ? door : { ...door, street: name };
  }

  /** The row of a street, created if it is new. `order` is its place on the ground; null keeps the present one. */
  find(district: string, name: string, order: number | null): StreetRow {
    let id = this.#ids.get(district)?.get(name);
    if (id === undefined) {
      id = Number(this.#sql.add.run(this.#nextId(), district, name, order ?? LAST).lastInsertRowid);
      this.#keep(district, name, id);
      this.#placed.add(id);
    } else if (order !== null && !this.#placed.has(id)) {
      this.#placed.add(id);
      this.#sql.move.run(order, id);
    }
    return { id, hasName: name !== '' };
  }

  /** The rest follow the first. In an empty room they count from 1. */
  #nextId(): number | null {
    const isFirst = this.#placed.size === 0 && this.#names.size > 0;
    return isFirst ? newId(this.#db, 'street') : null;
  }

  nameOf(id: number): string {
    return this.#names.get(id) ?? '';
  }

  #keep(district: string, name: string, id: number): void {
    of(this.#ids, district).set(name, id);
    this.#names.set(id, name);
  }
}

/** The name of a street. A book, which reads all of them, is for many electors. */
export function streetName({ db }: Room, id: number): string {
  return sql(db).nameOf.get(id) ?? '';
}

/** The row of a street of a district, created if it is new; for one elector. */
export function streetRow({ db }: Room, district: string, name: string): StreetRow {
  const known = sql(db).idOf.get(district, name);
  const hasName = name !== '';
  if (known !== undefined) return { id: known, hasName };
  const id = sql(db).any.get() === undefined ? null : newId(db, 'street');
  return { id: Number(sql(db).add.run(id, district, name, LAST).lastInsertRowid), hasName };
}

/** Streets without a place in any register come last. */
const LAST = 1_000_000_000;

function of<Value>(byDistrict: Map<string, Map<string, Value>>, district: string): Map<string, Value> {
  let found = byDistrict.get(district);
  if (!found) {
    found = new Map();
    byDistrict.set(district, found);
  }
  return found;
}
