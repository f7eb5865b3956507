import type { Database } from 'better-sqlite3';
import {
  type DoorPart,
  firstAmong,
  isDoorPart,
  latestAmong,
  type Placed,
} from '../../store/journal/door-links.ts';
import { entriesAbout, headsOf, subjectsFrom } from '../../store/journal/journal-links.ts';
import { readSubject, SUBJECT } from '../../store/journal/journal-row.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { prepared } from '../../store/prepared.ts';

/*
 * What the journal says about where electors live. Streets are called by the name that the register has for them, which
 * no correction changes.
 */

export type Place = Record<DoorPart, string>;

/** A person's correction of an elector, or the answer to a question: values before and after. */
export type Change = Placed & {
  parts: Partial<Record<DoorPart, readonly [before: string, after: string]>>;
  isCorrection: boolean;
};

/** An address that was moved, and where those who live there were before. */
export type Move = Placed & { to: Place; doors: ReadonlyMap<number, Place> };

/** A street that was renamed with those who lived there. */
type Rename = Placed & { found: string; subject: string };

/** What is said of one elector. `moves` are of the addresses that took them along, by their subjects. */
export type ActsOfElector = {
  changes: readonly Change[];
  moves: ReadonlyMap<string, readonly Move[]>;
  renames: readonly Rename[];
};

type Row = Placed & { elector_id: number | null; detail: string | null };

const sql = prepared((db) => ({
  row: db.prepare<[string], Row>('SELECT id, device, n, elector_id, detail FROM journal WHERE id = ?'),
  added: db
    .prepare<[], number>(
      "SELECT DISTINCT elector_id FROM journal WHERE kind = 'register' AND detail LIKE '{\"added\"%' AND elector_id IS NOT NULL",
    )
    .pluck(),
}));

/** The acts of the journal as it is when this is made. Each is read once, when it is first asked for. */
export class DoorActs {
  readonly #db: Database;
  #moves: Map<string, Move[]> | undefined;
  #movesOf: Map<number, string[]> | undefined;
  #renames: Map<number, Rename[]> | undefined;
  #names: Map<string, Set<string>> | undefined;
  readonly #heads = new Map<string, ReadonlySet<string>>();

  constructor(db: Database) {
    this.#db = db;
  }

  of(elector: number): ActsOfElector {
    const ids = new Set(PARTS.flatMap((part) => entriesAbout(this.#db, SUBJECT.elector(elector, part))));
    const moves = this.#readMoves();
    return {
      changes: [...ids].flatMap((id) => this.#change(id, elector)),
      moves: new Map(
        (this.#movesOf?.get(elector) ?? []).map((subject) => [subject, moves.get(subject) ?? []]),
      ),
      renames: this.#readRenames().get(elector) ?? [],
    };
  }

  /** Those whom moves of these addresses took along. */
  atAddresses(subjects: readonly string[]): number[] {
    const moves = this.#readMoves();
    return subjects.flatMap((subject) =>
      (moves.get(subject) ?? []).flatMap(({ doors }) => [...doors.keys()]),
    );
  }

  /** Those who live elsewhere if these streets have other names: also whoever was put into one of them. */
  inStreets(subjects: ReadonlySet<string>): Set<number> {
    const corrected = subjectsFrom(this.#db, 'elector\t')
      .map(readSubject)
      .flatMap(({ key, rest }) => (isDoorPart(rest) ? Number(key) : []));
    const renamed = [...this.#readRenames()].flatMap(([elector, renames]) =>
      renames.some(({ subject }) => subjects.has(subject)) ? elector : [],
    );
    this.#readMoves();
    return new Set([
      ...corrected,
      ...sql(this.#db).added.all(),
      ...(this.#movesOf?.keys() ?? []),
      ...renamed,
    ]);
  }

  /** All names that a street has had. */
  namesOf(district: string, found: string): ReadonlySet<string> {
    this.#readRenames();
    return new Set([found, ...(this.#names?.get(SUBJECT.street(district, found)) ?? [])]);
  }

  /** Whether an entry counts for a thing: it holds, and no later one about it has replaced it. */
  counts(subject: string, { id }: Placed): boolean {
    let heads = this.#heads.get(subject);
    if (!heads) {
      heads = new Set(headsOf(this.#db, subject));
      this.#heads.set(subject, heads);
    }
    return heads.has(id);
  }

  /** The one of these that was said last. Of several that did not know of each other, one is kept by its id. */
  last<Act extends Placed>(acts: readonly Act[]): Act | undefined {
    return lowest(latestAmong(this.#db, acts));
  }

  /** The one that was said first, in the same way: it knew what there was before any. */
  first<Act extends Placed>(acts: readonly Act[]): Act | undefined {
    return lowest(firstAmong(this.#db, acts));
  }

  /** All that knew of none of the others. */
  allFirst<Act extends Placed>(acts: readonly Act[]): Act[] {
    return firstAmong(this.#db, acts);
  }

  #change(id: string, elector: number): Change[] {
    const row = sql(this.#db).row.get(id);
    if (!row) return [];
    const { device, n } = row;
    const said = storedDetail('register', row.detail);
    const isCorrection = 'corrected' in said;
    const fields = isCorrection ? said.corrected : 'answers' in said ? said.answers?.[elector] : undefined;
    const parts = Object.fromEntries(
      Object.entries(fields ?? {})
        .filter(([field]) => isDoorPart(field))
        .map(([field, [before, after]]) => [field, [String(before ?? ''), String(after ?? '')] as const]),
    );
    return [{ id, device, n, parts, isCorrection }];
  }

  #readMoves(): Map<string, Move[]> {
    if (this.#moves) return this.#moves;
    const moves = new Map<string, Move[]>();
    const of = new Map<number, string[]>();
    for (const subject of subjectsFrom(this.#db, 'address\t')) {
      const all = this.#rowsAbout(subject).flatMap(({ id, device, n, detail }): Move[] => {
        const said = storedDetail('register', detail);
        if (!('movedTo' in said)) return [];
        const { movedTo: street, house = '', flat = '', doors = [] } = said;
        const at = new Map(doors.map(({ elector, ...door }) => [elector, door] as const));
        return [{ id, device, n, to: { street, house, flat }, doors: at }];
      });
      moves.set(subject, all);
      for (const elector of new Set(all.flatMap(({ doors }) => [...doors.keys()])))
        of.set(elector, [...(of.get(elector) ?? []), subject]);
    }
    this.#moves = moves;
    this.#movesOf = of;
    return moves;
  }

  #readRenames(): Map<number, Rename[]> {
    if (this.#renames) return this.#renames;
    const renames = new Map<number, Rename[]>();
    const names = new Map<string, Set<string>>();
    const seen = new Set<string>();
    for (const subject of subjectsFrom(this.#db, 'street\t'))
      for (const { id, device, n, detail } of this.#rowsAbout(subject)) {
        const said = storedDetail('register', detail);
        if (!('becomes' in said)) continue;
        names.set(subject, (names.get(subject) ?? new Set()).add(said.becomes));
        if (seen.has(id)) continue;
        seen.add(id);
        const { street, district = '', found: all = [street], electors = [] } = said;
        const found = all.includes(street) ? street : (all[0] ?? street);
        const rename = { id, device, n, found, subject: SUBJECT.street(district, found) };
        for (const elector of electors) renames.set(elector, [...(renames.get(elector) ?? []), rename]);
      }
    this.#renames = renames;
    this.#names = names;
    return renames;
  }

  #rowsAbout(subject: string): Row[] {
    return entriesAbout(this.#db, subject).flatMap((id) => sql(this.#db).row.get(id) ?? []);
  }
}

const PARTS: readonly DoorPart[] = ['street', 'house', 'flat'];

function lowest<Act extends Placed>(acts: readonly Act[]): Act | undefined {
  return acts.reduce<Act | undefined>(
    (first, each) => (first && first.id < each.id ? first : each),
    undefined,
  );
}
