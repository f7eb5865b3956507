import { withoutGap } from '../../register/address/postcode.ts';
import { electorRows, type StoredElector } from '../../register/elector-rows.ts';
import { PersonIndex } from '../../register/import/person-index.ts';
import { asPerson, type ListedElector, recogniseRenumbering } from '../../register/import/renumbered.ts';
import { isSamePerson } from '../../register/import/same-person.ts';
import { StoredElectors } from '../../register/import/stored-electors.ts';
import { asRegistered } from '../../register/kept-facts.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';

/*
 * Who of this room is who in another room that has its own copy of the register. The rules are those of a second
 * import: the number, with the name as check; in a district that was renumbered, the name and postcode. Nobody is
 * matched by a guess: where the two are not sure, a person is asked.
 */

/** How the two registers compare, in numbers. */
export type RegistersCompared = {
  /** Electors on the register of this room, and of the other one. */
  here: number;
  there: number;
  /** The same number and name, or the same person in a district that was renumbered. */
  matched: number;
  renumbered: number;
  /** The same number, and another name. */
  otherName: number;
  onlyHere: number;
  onlyThere: number;
};

export type WhoIsWho = {
  compared: RegistersCompared;
  /** Everybody on this room's register who is surely somebody there. */
  matched: ReadonlyMap<number, number>;
  /** The elector of the other room who is surely this one; null if nobody is. */
  sure(here: number): number | null;
  /** Electors of the other room who may be this one, so that a person has to say. */
  candidates(here: number): StoredElector[];
  /** Whether somebody else has the elector's number there. */
  isTaken(here: number): boolean;
};

const sql = prepared((db) => ({
  counts: db.prepare<[], { district: string; electors: number }>(
    'SELECT district, COUNT(*) AS electors FROM elector WHERE removed_at IS NULL GROUP BY district',
  ),
  removed: db
    .prepare<[string, number, string], number>(
      `SELECT id FROM elector WHERE district = ? AND number = ? AND suffix = ? AND removed_at IS NOT NULL
        ORDER BY removed_at DESC, id`,
    )
    .pluck(),
}));

/** Compares the registers of two rooms. */
export function whoIsWho(here: Room, there: Room): WhoIsWho {
  const stored = new StoredElectors(there);
  const renumbering = recogniseRenumbering(editionOf(here), stored);
  const sure = new Map<number, number>();
  const taken = new Set<number>();
  const counts = { here: 0, matched: 0, renumbered: 0, otherName: 0 };
  for (const elector of electorRows(here.db).current.iterate()) {
    counts.here += 1;
    const again = renumbering?.same.get(elector.id);
    const holder = stored.get(elector);
    const isRenumbered = renumbering?.districts.has(elector.district) === true;
    const same = again ?? (!isRenumbered && holder && isSame(elector, holder) ? holder : undefined);
    if (same) {
      sure.set(elector.id, same.id);
      taken.add(same.id);
      counts.matched += 1;
      if (same.id !== holder?.id) counts.renumbered += 1;
    } else if (holder && !isRenumbered) counts.otherName += 1;
  }
  const electorsThere = [...stored.byDistrict.values()].reduce((sum, each) => sum + each, 0);
  let others: PersonIndex<StoredElector> | undefined;
  const find = (elector: StoredElector): StoredElector[] => {
    others ??= new PersonIndex(stored.in(() => true).filter(({ id }) => !taken.has(id)));
    const found = others.find(asPerson(asListed(elector)));
    // Another person of the same name is no reason to ask.
    return ('sure' in found ? [found.sure] : found.unsure).filter((each) => mayBeNear(each, elector));
  };
  const byId = (id: number) => electorRows(here.db).byId.get(id);
  return {
    compared: {
      ...counts,
      there: electorsThere,
      onlyHere: counts.here - counts.matched - counts.otherName,
      onlyThere: electorsThere - taken.size - counts.otherName,
    },
    matched: sure,
    sure: (id) => {
      const known = sure.get(id);
      if (known !== undefined) return known;
      const elector = byId(id);
      return elector ? withoutDoubt(there, elector, stored.get(elector)) : null;
    },
    candidates: (id) => {
      const elector = byId(id);
      if (!elector) return [];
      const holder = stored.get(elector);
      const unsure = (renumbering?.unsure.get(id) ?? []).filter((each) => !taken.has(each.id));
      const all = [...(holder && !taken.has(holder.id) ? [holder] : []), ...unsure, ...find(elector)];
      return [...new Map(all.map((each) => [each.id, each])).values()];
    },
    isTaken: (id) => {
      const elector = byId(id);
      return elector !== undefined && stored.get(elector) !== undefined;
    },
  };
}

/** Somebody who is off the register here, or there, is the same person under that number. */
function withoutDoubt(there: Room, elector: StoredElector, holder: StoredElector | undefined): number | null {
  if (holder) return elector.removed_at !== null && isSame(elector, holder) ? holder.id : null;
  const { district, number, suffix } = elector;
  const removed = sql(there.db)
    .removed.all(district, number, suffix)
    .flatMap((id) => electorRows(there.db).byId.get(id) ?? []);
  return removed.find((each) => isSame(elector, each))?.id ?? null;
}

/** As each register has them; a correction by hand may have come before the other register's. */
function isSame(here: StoredElector, there: StoredElector): boolean {
  return [asRegistered(here), here].some((each) => isSamePerson(asListed(each), asRegistered(there)));
}

function mayBeNear(one: StoredElector, other: StoredElector): boolean {
  const [first, second] = [one, other].map(({ postcode }) => withoutGap(postcode));
  return first === '' || second === '' || first === second;
}

function asListed(elector: StoredElector): ListedElector {
  const { id, district, number, suffix, surname, forename, born_on, house, flat, postcode } = elector;
  return {
    line: id,
    district,
    number,
    suffix,
    surname,
    forename,
    bornOn: born_on,
    door: { house, flat, postcode },
    alteration: null,
  };
}

/** The register of a room as an import sees a file, with ids for lines. */
function editionOf({ db }: Room) {
  return {
    *[Symbol.iterator]() {
      for (const elector of electorRows(db).current.iterate()) yield asListed(asRegistered(elector));
    },
    counts: () =>
      new Map(
        sql(db)
          .counts.all()
          .map(({ district, electors }) => [district, electors]),
      ),
  };
}
