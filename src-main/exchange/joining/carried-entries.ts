import { createHash } from 'node:crypto';
import { say } from '../../../src-shared/message.ts';
import { isPersonal } from '../../register/by-hand.ts';
import { nameInSentence } from '../../register/elector/elector-name.ts';
import { type ElectorNumber, formatNumber } from '../../register/elector/elector-number.ts';
import { electorRows, type StoredElector } from '../../register/elector-rows.ts';
import { asRegistered } from '../../register/kept-facts.ts';
import { AGAIN } from '../../store/journal/journal.ts';
import { type EntryContent, entryHash, type JournalRow } from '../../store/journal/journal-row.ts';
import { storedDetail, storedToldBy } from '../../store/journal/stored-detail.ts';
import { storeMessage } from '../../store/journal/stored-message.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { roomIds } from '../../store/room-ids.ts';
import { storedList } from '../../store/stored-json.ts';
import { slipLetter } from '../../turnout/slips/slip-name.ts';
import { stations } from '../../turnout/stations.ts';

/*
 * The entries of a room as entries of another room, which has its own ids for the same electors and stations. Not only
 * what holds is carried, but the marks and their undos: what counts follows from them there by the same rules. The id of
 * a carried entry is made from the entry that it was and from all that it says, so whoever carries it, and however
 * often, it is one entry.
 */

/** Who the electors of this room are in the other one, by their ids. */
export type People = {
  same: ReadonlyMap<number, number>;
  /** Those whom entries are about and who are nobody there, and whether somebody else has their number there. */
  nobody: ReadonlyMap<number, boolean>;
};

const sql = prepared((db) => ({
  all: db.prepare<[], JournalRow>(`SELECT * FROM journal WHERE kind <> '${AGAIN}' ORDER BY seq`),
  number: db.prepare<[number], ElectorNumber>('SELECT district, number, suffix FROM elector WHERE id = ?'),
  byId: db.prepare<[string], JournalRow>('SELECT * FROM journal WHERE id = ?'),
  about: db
    .prepare<[], number>(
      `SELECT DISTINCT elector_id FROM journal
        WHERE elector_id IS NOT NULL AND (kind IN ('number', 'undo', 'doorstep') OR kind = 'register' AND detail LIKE '{"corrected"%')
        ORDER BY elector_id`,
    )
    .pluck(),
}));

/** The electors whom entries that can be carried are about. */
export function electorsInEntries(room: Room): number[] {
  return sql(room.db).about.all();
}

/** What is carried, and which entries are not. */
export type Carried = {
  /** Each after those that it names. */
  entries: EntryContent[];
  /** Entries that the other room cannot have as they are. */
  left: JournalRow[];
};

type How = {
  people: People;
  /** Of the laptop there that has numbered its slips. */
  letter: string;
  /** Only these, with those that they name; all if it is left out. */
  ids?: readonly string[];
};

/** The entries of a room for another one. */
export function carriedEntries(here: Room, there: Room, how: How): Carried {
  return new Carrier(here, there, how).carried(how.ids);
}

class Carrier {
  readonly #here: Room;
  readonly #there: Room;
  readonly #people: People;
  readonly #letter: string;
  readonly #day: string;
  readonly #stations: ReadonlyMap<number, number>;
  readonly #entries: EntryContent[] = [];
  readonly #left: JournalRow[] = [];
  /** The id of each entry there; null if it is not carried, or is about to be. */
  readonly #ids = new Map<string, string | null>();
  /** Whether a field of an elector can be corrected there, by both. */
  readonly #fields = new Map<string, boolean>();

  constructor(here: Room, there: Room, { people, letter }: How) {
    this.#here = here;
    this.#there = there;
    this.#people = people;
    this.#letter = letter;
    this.#day = roomIds(here).day;
    this.#stations = sameStations(here, there);
  }

  carried(ids: readonly string[] | undefined): Carried {
    if (ids) for (const id of ids) this.#idOf(id);
    else for (const row of sql(this.#here.db).all.iterate()) this.#idOf(row.id, row);
    return { entries: this.#entries, left: this.#left };
  }

  /** The id that an entry has there; null if it is not carried. What is not in this room keeps its id. */
  #idOf(id: string, read?: JournalRow): string | null {
    const known = this.#ids.get(id);
    if (known !== undefined) return known;
    const row = read ?? sql(this.#here.db).byId.get(id);
    if (!row) return id;
    // No entry can name itself, not even through others; a file that was tampered with may say so.
    this.#ids.set(id, null);
    const { seq: _, device: __, n: ___, hash: ____, ...entry } = row;
    const content = this.#carry(entry);
    if (!content) {
      this.#left.push(row);
      return null;
    }
    const carried = entryHash('carried', 1, null, { ...content, id })
      .toString('hex')
      .slice(0, 32);
    this.#ids.set(id, carried);
    this.#entries.push({ ...content, id: carried });
    return carried;
  }

  #listed(ids: string | null): string | null {
    const there = storedList(ids).flatMap((id) => this.#idOf(id) ?? []);
    return there.length > 0 ? JSON.stringify(there) : null;
  }

  #carry(entry: EntryContent): EntryContent | null {
    const { elector_id: elector, slip_id: slip, station_id: station, settles } = entry;
    const there = elector === null ? null : (this.#people.same.get(elector) ?? null);
    const isLost = elector !== null && there === null;
    const undoes = this.#listed(entry.undoes);
    const content: EntryContent = {
      ...entry,
      elector_id: there,
      slip_id: slip === null ? null : this.#slip(slip),
      station_id: station === null ? null : (this.#stations.get(station) ?? null),
      settles: settles === null ? null : this.#idOf(settles),
      undoes,
      instead_of: this.#listed(entry.instead_of),
    };
    switch (entry.kind) {
      case 'number':
        return isLost ? this.#asSetAside(content, elector) : this.#asMarked(content, elector);
      case 'undo':
      case 'given up':
        return content;
      case 'looked at':
        // Of somebody who is not there, the number is set aside again.
        return isLost ? null : content;
      case 'kept': {
        const kept = this.#idOf(storedDetail('kept', entry.detail).kept);
        return kept === null ? null : { ...content, detail: JSON.stringify({ kept }) };
      }
      case 'taken back':
        if (undoes === null) return null;
        return { ...content, detail: JSON.stringify({ entries: storedList(undoes).length }) };
      case 'slip':
        return { ...content, detail: this.#slipHead(entry.detail) };
      case 'official': {
        const { station: id, ...figure } = storedDetail('official', entry.detail);
        const same = this.#stations.get(id);
        return same === undefined
          ? null
          : { ...content, detail: JSON.stringify({ station: same, ...figure }) };
      }
      case 'doorstep': {
        if (isLost) return null;
        // The other room has another sheet of that code, with other people on it.
        const { code, was = entry.id } = storedDetail('doorstep', entry.detail);
        return { ...content, detail: JSON.stringify({ code: `${code} (joined)`, was }) };
      }
      case 'register':
        return there === null || elector === null ? null : this.#corrected(content, elector, there);
      default:
        return null;
    }
  }

  #asMarked(content: EntryContent, elector: number | null): EntryContent {
    const [here, there] = [
      elector === null ? undefined : sql(this.#here.db).number.get(elector),
      content.elector_id === null ? undefined : sql(this.#there.db).number.get(content.elector_id),
    ];
    if (!here || !there || isSameNumber(here, there)) return content;
    const number = formatNumber(here);
    const message = say('The laptop that joined has this elector as {{number}}.', { number });
    return { ...content, message: storeMessage(message) };
  }

  /** A number of somebody who is not on the other register. Only an unknown one is tried again by itself. */
  #asSetAside(content: EntryContent, elector: number): EntryContent {
    const here = electorRows(this.#here.db).byId.get(elector);
    const isTelling = content.status === 'marked' || content.status === 'already';
    if (!isTelling) return content;
    const told = storedToldBy(content.detail);
    const message = here
      ? say('{{number}} is {{name}} on the laptop that joined. Nobody here was said to be that elector.', {
          number: formatNumber(here),
          name: nameInSentence(here),
        })
      : say('The laptop that joined has marked off somebody who is not on its own register.');
    return {
      ...content,
      status: this.#people.nobody.get(elector) ? 'ambiguous' : 'unknown',
      message: storeMessage(message),
      district: content.district ?? here?.district ?? null,
      detail: told ? JSON.stringify(told) : null,
    };
  }

  /** The same for every copy of this room, and far from those that the other room gives. */
  #slip(id: number): number {
    const hash = createHash('sha256').update(`slip ${this.#day} ${id}`).digest();
    return 1 + (hash.readUIntBE(0, 6) % 2 ** 44);
  }

  #slipHead(detail: string | null): string {
    const { slip, stationId, secondOf, ...head } = storedDetail('slip', detail);
    const there = this.#slip(slip);
    return JSON.stringify({
      slip: there,
      ...head,
      // It may have come before.
      letter: slipLetter(this.#there.db, there) || this.#letter,
      stationId: stationId === null ? null : (this.#stations.get(stationId) ?? null),
      secondOf: secondOf === null ? null : this.#slip(secondOf),
    });
  }

  /**
   * Only fields of which both registers said the same before: otherwise the other laptop knows something else. Where
   * somebody lives the register's keeper says.
   */
  #corrected(content: EntryContent, elector: number, there: number): EntryContent | null {
    const said = storedDetail('register', content.detail);
    if (!('corrected' in said)) return null;
    const fields = Object.entries(said.corrected).filter(
      ([field, [before]]) => isPersonal(field) && this.#canCorrect(elector, there, field, before),
    );
    if (fields.length === 0) return null;
    const corrected = Object.fromEntries(fields);
    const viOn = 'vi' in corrected && said.viOn !== undefined ? { viOn: said.viOn } : {};
    return { ...content, detail: JSON.stringify({ corrected, ...viOn }) };
  }

  /** The first correction decides for those after it. */
  #canCorrect(elector: number, there: number, field: string, before: string | number): boolean {
    const key = `${elector} ${field}`;
    const stored = electorRows(this.#there.db).byId.get(there);
    const can =
      this.#fields.get(key) ??
      (stored !== undefined && asRegistered(stored)[field as keyof StoredElector] === before);
    this.#fields.set(key, can);
    return can;
  }
}

function isSameNumber(one: ElectorNumber, other: ElectorNumber): boolean {
  return one.district === other.district && one.number === other.number && one.suffix === other.suffix;
}

/** Stations of the two rooms with one name, or with the same districts. */
export function sameStations(here: Room, there: Room): Map<number, number> {
  const others = stations(there);
  const only = <Thing>(found: readonly Thing[]) => (found.length === 1 ? found[0] : undefined);
  return new Map(
    stations(here).flatMap(({ id, name, districts }) => {
      const named = only(others.filter((each) => each.name.toLowerCase() === name.toLowerCase()));
      const placed =
        districts.length === 0
          ? undefined
          : only(others.filter((each) => each.districts.join() === districts.join()));
      const same = named ?? placed;
      return same ? [[id, same.id] as const] : [];
    }),
  );
}
