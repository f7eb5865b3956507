import { checkRoom } from '../../../src-main/journal/check.ts';
import { conflicts } from '../../../src-main/journal/conflicts/conflicts.ts';
import { digestOf } from '../../../src-main/journal/digest.ts';
import { electorRecord } from '../../../src-main/register/by-hand.ts';
import { issuedSheets } from '../../../src-main/sheets/issued.ts';
import { returnedSheet } from '../../../src-main/sheets/returned.ts';
import { readWalks } from '../../../src-main/sheets/walks.ts';
import type { Room } from '../../../src-main/store/room.ts';
import { readSetting } from '../../../src-main/store/settings.ts';
import { readBoard } from '../../../src-main/turnout/figures/board.ts';
import { numbersSetAside } from '../../../src-main/turnout/set-aside.ts';
import { readSlip } from '../../../src-main/turnout/slips/slips.ts';
import { stations } from '../../../src-main/turnout/stations.ts';
import type { Copies, Copy } from './copies.ts';
import type { FirstRoom } from './first-room.ts';
import type { Person, Said } from './oracle.ts';

/** Which digest belongs to which state, over all copies and times of a schedule. */
export class Digests {
  readonly #byState = new Map<string, string>();
  readonly #byDigest = new Map<string, string>();

  /** @throws Error if one state has two digests, or two states one. */
  note(state: string, digest: string): void {
    const known = this.#byState.get(state) ?? digest;
    if (known !== digest) throw new Error('Two copies with the same entries have different digests.');
    const other = this.#byDigest.get(digest) ?? state;
    if (other !== state) throw new Error('Two different states have one digest.');
    this.#byState.set(state, digest);
    this.#byDigest.set(digest, state);
  }
}

/** @throws Error unless the copy's room says exactly what follows from the acts that it has, and checks clean. */
export function expectSound(copies: Copies, copy: Copy, digests: Digests): void {
  expectEqual(checkRoom(copy.room).problems, [], `The check of ${copy.name} says what it should not`);
  expectAsSaid(copies, copy, digests);
}

/** The same without the check, which takes as long as all the rest. */
export function expectAsSaid(copies: Copies, copy: Copy, digests: Digests): void {
  const said = copies.said(copy);
  digests.note(said.key(), digestOf(copy.room.db));
  const { sheets } = copies.first;
  expectEqual(
    seenIn(copy.room, said, sheets),
    expectedOf(said, sheets),
    `${copy.name} says what it should not`,
  );
}

function seenIn(room: Room, said: Said, made: FirstRoom['sheets']) {
  const people = said.people().map(({ id }) => electorRecord(room, id));
  const marks = new Map(
    room.db.prepare<[], [number, number | null]>('SELECT id, voted_at FROM elector').raw().all(),
  );
  const { rows, ...total } = readBoard(room, 'street');
  const sheets = new Map(issuedSheets(room).map((sheet) => [sheet.code, sheet]));
  return {
    people: people.map((each) => ({
      id: each.id,
      phone: each.phone,
      note: each.note,
      vi: each.votingIntention,
      do_not_knock: each.doNotKnock,
      gone: each.gone,
      street: each.street,
      house: each.house,
      address: each.address,
      onRegister: each.onRegister,
      promise: each.promise,
      postal: each.postal,
      votedAt: marks.get(each.id) ?? null,
    })),
    electors: marks.size,
    answers: room.db
      .prepare<[], [number, string]>("SELECT id, doorstep FROM elector WHERE doorstep <> '' ORDER BY id")
      .raw()
      .all(),
    board: figuresIn(total),
    streets: rows
      .map((row): [string, Figures] => [`${row.district} ${row.street}`, figuresIn(row)])
      .sort(byFirst),
    sheets: made.map(({ code }) => {
      const sheet = sheets.get(code);
      return sheet ? [code, sheet.state, sheet.runner] : [code];
    }),
    returned: made.map(({ code }) =>
      returnedSheet(room, code).lines.map(({ electorId, answer }): [number, string] => [electorId, answer]),
    ),
    setAside: numbersSetAside(room)
      .map(({ id }) => id)
      .sort(),
    settings: (['chase_postal', 'committee_room'] as const).map((name) => readSetting(room, name)),
    stations: stations(room)
      .map(({ id, name, place, districts }) => ({ id, name, note: place, things: districts }))
      .sort((a, b) => a.id - b.id),
    walks: readWalks(room)
      .walks.map(({ id, name, note, streets }) => {
        const things = streets.map(({ district, street }) => `${district},${street}`);
        return { id, name, note, things };
      })
      .sort((a, b) => a.id - b.id),
    slips: slipIds(said).map((id) => {
      const { teller, toldCount, entered } = readSlip(room, id);
      return { id, teller, toldCount, entered };
    }),
    conflicts: conflicts(room)
      // The clocks are set apart here on purpose.
      .filter(({ kind }) => kind !== 'clock')
      .map(({ kind, entries }) => `${kind}: ${entries.toSorted()}`)
      .sort(),
  };
}

function expectedOf(said: Said, made: FirstRoom['sheets']): ReturnType<typeof seenIn> {
  const people = said.people();
  const byStreet = Map.groupBy(
    people.filter((each) => said.isOnRegister(each)),
    (each) => `${each.district} ${said.fact(each, 'street')}`,
  );
  return {
    people: people.map((each) => ({
      id: each.id,
      phone: said.fact(each, 'phone'),
      note: said.fact(each, 'note'),
      vi: said.fact(each, 'vi'),
      do_not_knock: said.fact(each, 'do_not_knock') === 1,
      gone: said.fact(each, 'gone') as '',
      street: said.fact(each, 'street'),
      house: said.fact(each, 'house'),
      address: said.fact(each, 'address'),
      onRegister: said.isOnRegister(each),
      promise: said.isPromise(each),
      postal: said.isPostal(each),
      votedAt: said.tellings(each.id)[0]?.at ?? null,
    })),
    electors: people.length,
    answers: people.flatMap(({ id }) => {
      const answer = said.answer(id);
      return answer === '' ? [] : [[id, answer] as [number, string]];
    }),
    board: figuresOf(
      said,
      people.filter((each) => said.isOnRegister(each)),
    ),
    streets: [...byStreet]
      .map(([street, its]): [string, Figures] => [street, figuresOf(said, its)])
      .sort(byFirst),
    sheets: made.map(({ code }) => {
      const { kind, runner } = said.sheet(code);
      return kind === 'sheet withdrawn' ? [code] : [code, kind.slice(6) || 'made', runner];
    }),
    returned: made.map(({ electors }) => electors.map((id) => [id, said.answer(id)])),
    setAside: [...said.setAside(), ...said.ofNobody()].map(({ id }) => id).sort(),
    settings: ['chase_postal', 'committee_room'].map((name) => said.value(`setting ${name}`) ?? null),
    stations: said.saved('station'),
    walks: said.saved('walk').map((walk) => ({
      ...walk,
      things: walk.things.filter((each) => byStreet.has(each.replace(',', ' '))),
    })),
    slips: slipIds(said).map((id) => {
      const { teller, toldCount } = JSON.parse(
        said.value(`slip ${id}`) ?? said.first(`slip ${id}`) ?? '{}',
      ) as {
        teller: string;
        toldCount: number | null;
      };
      const entered = [...said.acts.values()].filter(
        (act) => act.number?.slip === id && act.settles === undefined && said.holds(act.id),
      ).length;
      return { id, teller, toldCount, entered };
    }),
    conflicts: said
      .disagreements()
      .map(({ kind, entries }) => `${kind}: ${entries.toSorted()}`)
      .sort(),
  };
}

type Figures = Record<(typeof FIGURES)[number], number>;
const FIGURES = ['electors', 'promises', 'postalPromises', 'voted', 'promisesVoted', 'outstanding'] as const;

function figuresIn(row: Figures): Figures {
  return Object.fromEntries(FIGURES.map((name) => [name, row[name]])) as Figures;
}

function figuresOf(said: Said, people: readonly Person[]): Figures {
  const count = (which: (each: Person) => boolean) => people.filter(which).length;
  const isPromise = (each: Person) => said.isPromise(each);
  const hasVoted = ({ id }: Person) => said.tellings(id).length > 0;
  return {
    electors: people.length,
    promises: count(isPromise),
    postalPromises: count((each) => isPromise(each) && said.isPostal(each)),
    voted: count(hasVoted),
    promisesVoted: count((each) => isPromise(each) && hasVoted(each)),
    outstanding: count((each) => said.isOutstanding(each)),
  };
}

function slipIds(said: Said): number[] {
  return said
    .subjects()
    .flatMap((each) => (each.startsWith('slip ') ? Number(each.slice(5)) : []))
    .sort((a, b) => a - b);
}

function byFirst([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Everything that copies with the same entries have alike, as the screens and the paper show it. */
export function shownBy(room: Room, made: FirstRoom['sheets']) {
  const all = (sql: string) => room.db.prepare<[], Record<string, unknown>>(sql).all();
  return {
    electors: all(
      `SELECT elector.*, street.name AS street, NULL AS street_id FROM elector JOIN street ON street.id = street_id
        ORDER BY elector.id`,
    ).map((row) => ({ ...row, register_says: inOrder(`${row.register_says}`) })),
    streets: all(
      `SELECT district, name, electors, promises, postal, voted, promises_voted, in_person_voted, outstanding
         FROM street WHERE electors > 0 ORDER BY district, name`,
    ),
    slips: all('SELECT * FROM slip ORDER BY id'),
    stations: stations(room),
    sheets: issuedSheets(room, 0).map(({ streetIds: _, ...sheet }) => sheet),
    returned: made.map(({ code }) => returnedSheet(room, code).lines),
    settings: all(
      "SELECT * FROM setting WHERE name IN ('chase_postal', 'committee_room', 'polling_day', 'code_meanings')",
    ),
    conflicts: conflicts(room),
  };
}

function inOrder(json: string): unknown[] {
  const values = json === '' ? {} : (JSON.parse(json) as object);
  return Object.entries(values).sort(byFirst);
}

/** @throws Error with each place where they differ. */
export function expectEqual(found: unknown, expected: unknown, what: string): void {
  const different = differences(found, expected, '');
  if (different.length > 0) throw new Error([`${what}:`, ...different.slice(0, 12)].join('\n  '));
}

function differences(found: unknown, expected: unknown, at: string): string[] {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one === other) return [];
  if (!isObject(found) || !isObject(expected)) return [`${at}: ${one}, expected ${other}`];
  return [...new Set([...Object.keys(found), ...Object.keys(expected)])].flatMap((key) =>
    differences(found[key], expected[key], `${at}/${key}`),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
