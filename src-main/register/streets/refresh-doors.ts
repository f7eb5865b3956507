import { DOOR_PARTS, type DoorPart, type Placed } from '../../store/journal/door-links.ts';
import { SUBJECT, type Subject } from '../../store/journal/journal-row.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { addedBy } from '../added-elector.ts';
import { changeFacts, writeRegisterSays } from '../change-elector.ts';
import { electorRows, type StoredElector } from '../elector-rows.ts';
import { readRegisterSays } from '../kept-facts.ts';
import { type ActsOfElector, DoorActs, type Place } from './door-acts.ts';
import { refreshAddress, refreshStreet, streetCalled, streetToKeep } from './refresh-streets.ts';
import { addressKey, StreetBook } from './street-book.ts';

/*
 * The one place that says where an elector lives, after corrections of the elector, of the address and of the street.
 * It follows from the set of entries alone: of what was said of the street, the house or the flat, the last counts,
 * and without any it is what the first of them found. A street is then called what its name in the register means now.
 */

const sql = prepared((db) => ({
  residents: db.prepare<[number], number>('SELECT COUNT(*) FROM elector WHERE street_id = ?').pluck(),
  exists: db.prepare<[string, string], 1>('SELECT 1 FROM street WHERE district = ? AND name = ?').pluck(),
  rename: db.prepare('UPDATE street SET name = ? WHERE id = ?'),
  setStreet: db.prepare('UPDATE elector SET street_id = ? WHERE id = ?'),
  beside: db.prepare(
    `UPDATE street SET walk_order = (SELECT walk_order FROM street WHERE id = ?)
      WHERE district = ? AND name = ? AND walk_order >= 1000000000`,
  ),
}));

/**
 * Whether only the journal can have set what these entries are the first to say something about. A check asks this;
 * otherwise whatever the journal does not know of is the register's.
 */
export type IsCertain = (first: readonly Placed[], isAdded: boolean, elector: number) => boolean;

/** What entries are about: these streets, addresses and electors. */
type About = { streets?: readonly Subject[]; addresses?: readonly Subject[]; electors?: readonly number[] };

/**
 * Keeps what these streets are called, where these addresses are, and where everybody lives who is there, as the journal
 * says. If the register itself has said something new since, it stays. Call it inside `room.change`, and recount the
 * streets afterwards.
 */
export function refreshDoors(
  room: Room,
  { streets = [], addresses = [], electors = [] }: About,
  isCertain?: IsCertain,
): void {
  if (streets.length + addresses.length + electors.length === 0) return;
  for (const { key, rest } of streets) refreshStreet(room, key, rest);
  for (const { key, rest } of addresses) refreshAddress(room, key, rest);
  const acts = new DoorActs(room.db);
  const moved = acts.atAddresses(addresses.map(({ key, rest }) => SUBJECT.address(key, rest)));
  const renamed = streets.map(({ key, rest }) => SUBJECT.street(key, rest));
  const others = renamed.length > 0 ? acts.inStreets(new Set(renamed)) : [];
  const book = new StreetBook(room);
  const moving: Moving[] = [];
  const corrected = new Set(electors);
  for (const id of new Set([...electors, ...moved, ...others])) {
    const elector = electorRows(room.db).byId.get(id);
    if (!elector) continue;
    const door = new Door(room, elector, { acts, book, isCertain, isNew: corrected.has(id) });
    const next = { ...door.place, street: door.street ?? book.nameOf(elector.street_id) };
    writeRegisterSays(room, elector, door.says);
    if (next.street !== book.nameOf(elector.street_id) || !isAtDoor(elector, next))
      moving.push({ elector, next, isCorrected: door.isCorrected });
  }
  moveAll(room, moving);
}

/** Under which name an entry keeps the street of an elector: the one that the register has for it. */
export function streetKept(room: Room, elector: StoredElector, acts = new DoorActs(room.db)): string {
  const book = new StreetBook(room);
  const now = book.nameOf(elector.street_id);
  const { place, street } = new Door(room, elector, { acts, book, isNew: false });
  return street === now ? place.street : streetToKeep(room, elector.district, now);
}

type Says = Partial<Record<string, unknown>>;

/** Something that was said of the street, the house or the flat; `before` is missing of who was not there then. */
type Said = Placed & {
  before: string | undefined;
  after: string;
  counts: boolean;
  isCorrection: boolean;
  /** The address that was moved. */
  address: string | null;
};

/** `isNew` if an entry about the elector themselves has come in, or was undone. */
type DoorFrom = { acts: DoorActs; book: StreetBook; isCertain?: IsCertain | undefined; isNew: boolean };

/** Where one elector lives, the street by the name that the register has for it, and what the register says. */
class Door {
  readonly place: Place;
  /** What the street is called now; null if the journal does not say which it is. */
  readonly street: string | null;
  readonly says: Says;
  /** Into a street by a correction of the elector alone. */
  isCorrected = false;
  readonly #elector: StoredElector;
  readonly #acts: DoorActs;
  readonly #now: Place;
  readonly #of: ActsOfElector;
  readonly #added: Place | null;
  readonly #isCheck: boolean;
  readonly #isCertain: boolean;
  readonly #isNew: boolean;

  constructor(room: Room, elector: StoredElector, { acts, book, isCertain, isNew }: DoorFrom) {
    const { id, house, flat, by_hand, removed_at } = elector;
    this.#elector = elector;
    this.#acts = acts;
    this.#now = { street: book.nameOf(elector.street_id), house, flat };
    this.#of = acts.of(id);
    // Also while they wait for their number; but not once a register has them.
    this.#added = by_hand !== '' || removed_at !== null ? addedBy(room.db, id) : null;
    this.#isCheck = isCertain !== undefined;
    this.#isNew = isNew;
    this.#isCertain = isCertain?.(this.#firstEntries(), this.#added !== null, id) === true;
    this.says = { ...readRegisterSays(elector) };
    const { isStreetSaid, ...place } = this.#resolve();
    this.place = place;
    this.street = isStreetSaid ? streetCalled(room, elector.district, place.street) : null;
  }

  #firstEntries(): readonly Placed[] {
    const { changes, moves, renames } = this.#of;
    return this.#acts.allFirst<Placed>([...changes, ...[...moves.values()].flat(), ...renames]);
  }

  #resolve(): Place & { isStreetSaid: boolean } {
    const isMoved =
      this.#isCertain || DOOR_PARTS.every((part) => this.#isKnown(part, this.#saidOf(part, true)));
    const origin = this.#origin();
    const place = { ...this.#now, street: origin ?? this.#now.street, isStreetSaid: origin !== undefined };
    for (const part of DOOR_PARTS) {
      const said = this.#saidOf(part, isMoved);
      if (said.length === 0 && !this.#added) continue;
      const isCorrected = said.some(({ counts, isCorrection }) => counts && isCorrection);
      // A register that says something new ends a correction.
      const isSure = this.#isCertain || (this.#isCheck && isCorrected && part in this.says);
      if (!isSure && (this.#isCheck || !this.#isKnown(part, said))) continue;
      const base = this.#base(part, said);
      if (base === undefined) continue;
      const isEnded = !this.#isCertain && !this.#isNew && isCorrected && !(part in this.says);
      const counting = said.filter(({ counts, isCorrection }) => counts && !(isEnded && isCorrection));
      if (isEnded && counting.length === 0) continue;
      const last = this.#acts.last(counting);
      place[part] = last?.after ?? base;
      if (part === 'street') {
        place.isStreetSaid = true;
        this.isCorrected = last?.address === null;
      }
      if (!isCorrected) delete this.says[part];
      else if (!isEnded) this.says[part] = this.#registered(counting) ?? base;
    }
    return place;
  }

  #saidOf(part: DoorPart, withMoves: boolean): Said[] {
    const { changes, moves } = this.#of;
    const { id } = this.#elector;
    const said = changes.flatMap(({ parts, isCorrection, ...entry }): Said[] => {
      const [before, after] = parts[part] ?? [];
      if (after === undefined) return [];
      const counts = this.#acts.counts(SUBJECT.elector(id, part), entry);
      return [{ ...entry, before, after, counts, isCorrection, address: null }];
    });
    if (!withMoves) return said;
    for (const [address, all] of moves)
      for (const { to, doors, ...entry } of all) {
        const counts = this.#acts.counts(address, entry);
        const before = doors.get(id)?.[part];
        said.push({ ...entry, before, after: to[part], counts, isCorrection: false, address });
      }
    return said;
  }

  /** What it was before anybody said anything: as it was entered, as the register says, or as the first found it. */
  #base(part: DoorPart, said: readonly Said[]): string | undefined {
    if (this.#added) return this.#added[part];
    const told = this.says[part];
    // What the register says is kept as its addresses are corrected.
    if (
      told !== undefined &&
      !this.#isCertain &&
      !said.some(({ address, after }) => address !== null && after === told)
    )
      return String(told);
    const first = this.#acts.allFirst(said.filter(({ before }) => before !== undefined));
    // Laptops may have had two registers when they were the first to say something: then it is as the room's has it.
    const here = first.filter(({ before = '' }) => this.#isHere(part, before));
    return this.#acts.first(here.length > 0 ? here : first)?.before;
  }

  #isHere(part: DoorPart, value: string): boolean {
    return part === 'street' ? this.#namesOf(value).has(this.#now.street) : this.#now[part] === value;
  }

  /** What the register's own address was moved to. */
  #registered(counting: readonly Said[]): string | undefined {
    const { district, address, postcode } = { ...this.#elector, ...readRegisterSays(this.#elector) };
    const subject = SUBJECT.address(district, addressKey({ address, postcode }));
    return this.#acts.last(counting.filter((each) => each.address === subject))?.after;
  }

  /** Whether the room has what the journal knows of. */
  #isKnown(part: DoorPart, said: readonly Said[]): boolean {
    const told = this.says[part];
    const values = [
      ...said.flatMap(({ before, after }) => (before === undefined ? [after] : [before, after])),
      ...(told === undefined ? [] : [String(told)]),
      ...(this.#added ? [this.#added[part]] : []),
    ];
    if (part !== 'street') return values.includes(this.#now[part]);
    return values.some((name) => this.#namesOf(name).has(this.#now.street));
  }

  #namesOf(found: string): ReadonlySet<string> {
    return this.#acts.namesOf(this.#elector.district, found);
  }

  /** Where those come from of whom no more is said than that their street was renamed. */
  #origin(): string | undefined {
    if (this.#isCheck && !this.#isCertain) return undefined;
    const renames = this.#of.renames.filter(
      ({ found }) => this.#isCertain || this.#namesOf(found).has(this.#now.street),
    );
    return this.#acts.first(renames)?.found;
  }
}

function isAtDoor(elector: StoredElector, { house, flat }: Place): boolean {
  return elector.house === house && elector.flat === flat;
}

type Moving = { elector: StoredElector; next: Place; isCorrected: boolean };

function moveAll(room: Room, moving: readonly Moving[]): void {
  const others = moving.filter(({ elector, next }) => isAtDoor(elector, next));
  const streets = Map.groupBy(others, ({ elector, next }) => `${elector.street_id} ${next.street}`);
  for (const together of streets.values()) moveTogether(room, together);
  for (const each of moving) {
    const { street, ...door } = each.next;
    if (isAtDoor(each.elector, each.next)) continue;
    changeFacts(room, each.elector, door, street);
    placeBeside(room, each);
  }
}

/** Moves electors from one street to another. */
function moveTogether(room: Room, moving: readonly Moving[]): void {
  const [first] = moving;
  if (!first) return;
  const { street_id: from, district } = first.elector;
  const { street: name } = first.next;
  const book = new StreetBook(room);
  const isNamed = name !== '' && book.nameOf(from) !== '';
  // The whole street has another name, and keeps its walk and its place.
  const isWhole = sql(room.db).residents.get(from) === moving.length;
  if (isNamed && isWhole && !sql(room.db).exists.get(district, name)) {
    sql(room.db).rename.run(name, from);
    return;
  }
  const to = book.find(district, name, null).id;
  // Whether somebody has an address decides whether they are on sheets.
  for (const { elector } of moving)
    if (isNamed) sql(room.db).setStreet.run(to, elector.id);
    else changeFacts(room, elector, {}, name);
  placeBeside(room, moving.find(({ isCorrected }) => !isCorrected) ?? first);
}

/** A street made by hand is placed at the street that an address or other electors came from. */
function placeBeside(room: Room, { elector, next, isCorrected }: Moving): void {
  if (!isCorrected) sql(room.db).beside.run(elector.street_id, elector.district, next.street);
}
