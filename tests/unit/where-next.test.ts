import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listStreets } from '../../src-main/sheets/choose-streets.ts';
import { issuedSheets, moveSheets } from '../../src-main/sheets/issued.ts';
import { countSheets, makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { type NextPlace, nextPlaces } from '../../src-main/sheets/next-places.ts';
import { runners } from '../../src-main/sheets/runners.ts';
import { forPeople, type StreetDoors } from '../../src-main/sheets/sheet-parts.ts';
import { saveWalk } from '../../src-main/sheets/walks.ts';
import type { Room } from '../../src-main/store/room.ts';
import { minutesFor, USUAL_WEIGHTS } from '../../src-main/turnout/figures/where-next.ts';
import { asForPeople, suggested } from '../../src-renderer/board/next-choice.ts';
import { nextColumns } from '../../src-renderer/board/next-columns.tsx';
import { reasonOf } from '../../src-renderer/board/next-reason.ts';
import { readWhole } from '../../src-renderer/shared/WholeNumberInput.tsx';
import { MINUTES_EACH, PEOPLE } from '../../src-shared/limits.ts';
import { inLanguage } from '../../src-shared/message.ts';
import { elector, register } from '../fixtures/register.ts';
import { readPdf } from '../read-pdf.ts';
import { importedRoom } from './temporary-room.ts';

const BY = 'Gwen';
const MINUTE = 60_000;

/** Streets with so many doors each, one promise per door. */
function roomOf(streets: Record<string, number>): Room {
  let number = 0;
  const lines = Object.entries(streets).flatMap(([street, doors]) =>
    Array.from({ length: doors }, (_, door) => {
      number += 1;
      return elector(String(number), 'Evans', 'Ann', { vi: 'P', address: `${door + 1} ${street}` });
    }),
  );
  return importedRoom(register(...lines), { promises: ['P'] });
}

const FOUR = { 'Alma Road': 6, 'Beech Lane': 5, 'Castle Street': 4, 'Dock Road': 12 };
const idOf = (room: Room, name: string) => listStreets(room).find(({ street }) => street === name)?.id ?? 0;
const placeOf = (room: Room, name: string, now?: number) =>
  nextPlaces(room, { now }).places.find((place) => place.name === name);

describe('where to knock next', () => {
  it('says who has a sheet of a street, and what has been done about it', async () => {
    const room = roomOf(FOUR);
    const reason = (name: string, now?: number) => {
      const place = placeOf(room, name, now);
      return (
        place &&
        Object.values(reasonOf(place))
          .join(', ')
          .replaceAll(/\d\d:\d\d/g, 'TIME')
      );
    };
    expect(reason('Dock Road')).toBe('12 promises behind 12 doors, not knocked yet');
    const { codes } = await makeSheetsAtOnce(room, { sheetsBy: 'street' }, BY);
    const [alma = '', beech = '', castle = '', dock = ''] = codes;
    moveSheets(room, [alma, beech, castle], 'sheet out', { by: BY, runner: 'Idris' });
    moveSheets(room, [beech], 'sheet back', { by: BY });
    moveSheets(room, [castle], 'sheet lost', { by: BY });
    expect(reason('Alma Road')).toBe(`6 promises behind 6 doors, out with Idris since TIME (${alma})`);
    expect(reason('Beech Lane')).toBe('5 promises behind 5 doors, knocked, back at TIME');
    expect(reason('Castle Street')).toBe('4 promises behind 4 doors, its sheet was lost at TIME');
    expect(reason('Dock Road')).toBe(
      `12 promises behind 12 doors, sheet ${dock} of TIME is waiting to go out`,
    );
    // Nobody notes who takes sheets out: that of the morning holds nothing back in the afternoon.
    expect(reason('Dock Road', Date.now() + 91 * MINUTE)).toBe(
      '12 promises behind 12 doors, sheet made at TIME',
    );
    moveSheets(room, [dock], 'sheet withdrawn', { by: BY });
    expect(reason('Dock Road')).toBe('12 promises behind 12 doors, not knocked yet');
  });

  it('ranks walks as well, with the streets that are in none', () => {
    const room = roomOf(FOUR);
    expect(nextPlaces(room).hasWalks).toBe(false);
    const streetIds = ['Castle Street', 'Alma Road'].map((name) => idOf(room, name));
    saveWalk(room, null, { name: 'Chapel side', note: '', runner: '', streetIds }, BY);
    expect(nextPlaces(room).places).toHaveLength(4);
    const { places, hasWalks } = nextPlaces(room, { byWalk: true });
    expect(hasWalks).toBe(true);
    expect(places.map(({ name, doors, minutes }) => [name, doors, minutes])).toEqual([
      // The way to each of two streets.
      ['Dock Road', 12, 32],
      ['Chapel side', 10, 36],
      ['Beech Lane', 5, 18],
    ]);
    expect(places[1]?.streetIds.toSorted()).toEqual(streetIds.toSorted());
  });

  it('counts the promises for one poll of the day, if it is chosen', () => {
    const room = importedRoom(
      register(
        elector('1', 'Evans', 'Ann', { vi: 'P', address: '1 Mill Road' }),
        // An overseas elector may vote only at one of the two.
        elector('2', 'Evans', 'Bob', { vi: 'P', markers: 'F', address: '2 Mill Road' }),
        elector('3', 'Evans', 'Cai', { vi: 'P', markers: 'F', address: '1 High Street' }),
      ),
      { promises: ['P'], poll: { elections: ['uk-parliament', 'local-england'] } },
    );
    const counts = (election?: 'uk-parliament' | 'local-england') =>
      Object.fromEntries(
        nextPlaces(room, { election }).places.map(({ name, outstanding }) => [name, outstanding]),
      );
    expect(counts()).toEqual({ 'High Street': 1, 'Mill Road': 2 });
    expect(counts('uk-parliament')).toEqual({ 'High Street': 1, 'Mill Road': 2 });
    expect(counts('local-england')).toEqual({ 'Mill Road': 1 });
    expect(() => nextPlaces(room, { election: 'senedd' })).toThrow(/not for that poll/);
  });

  it('knows who is out with what, and who is free', async () => {
    const room = roomOf(FOUR);
    const { codes } = await makeSheetsAtOnce(room, { sheetsBy: 'street' }, BY);
    const [alma = '', beech = '', castle = ''] = codes;
    const chapel = { name: 'Chapel side', note: '', streetIds: [idOf(room, 'Dock Road')] };
    saveWalk(room, null, { ...chapel, runner: 'Siân' }, BY);
    moveSheets(room, [alma], 'sheet out', { by: BY, runner: 'Idris' });
    moveSheets(room, [beech], 'sheet out', { by: BY, runner: ' idris ' });
    moveSheets(room, [castle], 'sheet out', { by: BY, runner: 'Mair' });
    moveSheets(room, [castle], 'sheet back', { by: BY });
    expect(
      runners(room).map(({ name, out, backAt }) => [name.toLowerCase(), out.length, backAt !== null]),
    ).toEqual([
      ['idris', 2, false],
      ['mair', 0, true],
      ['siân', 0, false],
    ]);
  });
});

describe('the streets suggested', () => {
  const place = (id: number, minutes: number, change: Partial<NextPlace> = {}): NextPlace => ({
    key: `street ${id}`,
    district: 'KA',
    name: `Street ${id}`,
    walkId: null,
    streetIds: [id],
    out: [],
    waiting: [],
    last: null,
    outstanding: 1,
    doors: 1,
    minutes,
    pastTurnout: null,
    probablyVoted: 0,
    votesPerHour: 1,
    ...change,
  });
  const out = { out: [{ code: '1-01', runner: 'Idris', since: 0 }] };

  it('fill the time of the people there are, and leave out what somebody has', () => {
    const places = [place(1, 30, out), place(2, 40), place(3, 60), place(4, 20)];
    const pick = (people: number, minutes: number) => [
      ...suggested(places, { people, minutes }, { minutesToReach: 8 }),
    ];
    expect(pick(1, 45)).toEqual([2]);
    expect(pick(1, 60)).toEqual([2, 4]);
    expect(pick(3, 60)).toEqual([2, 3, 4]);
    expect(pick(1, 10)).toEqual([2]);
    places.push(place(5, 10, { votesPerHour: 0.4 }));
    expect(pick(3, 90)).toEqual([2, 3, 4]);
    expect(suggested([place(1, 30, out)], { people: 3, minutes: 60 }, { minutesToReach: 8 })).toEqual(
      new Set(),
    );
  });

  it('are together at the top, and a row that is ticked stays where it is', () => {
    const places = [place(1, 30), place(2, 30), place(3, 30)];
    const order = (streets: number[], together: number[]) => {
      const ticks = { streets: new Set(streets), together: new Set(together), choose: () => {} };
      const [tick] = nextColumns(ticks, { showsScore: false, byWalk: false });
      return places
        .toSorted((a, b) => Number(tick?.value?.(a)) - Number(tick?.value?.(b)))
        .map(({ name }) => name.at(-1))
        .join('');
    };
    expect(order([3], [3])).toBe('312');
    expect(order([3, 2], [3])).toBe('312');
    expect(order([3, 2], [3, 2])).toBe('231');
  });

  it('are for numbers of people and minutes that can be', () => {
    const read = (people: string, minutes: string) => asForPeople(people, minutes, { minutesToReach: 12 });
    expect(read('3', '45')).toEqual({ people: 3, minutes: 45 });
    for (const odd of ['0', '', '51', '-1', '2.5', 'three', '1e1'])
      expect([odd, readWhole(odd, PEOPLE), read(odd, '45')]).toEqual([odd, null, null]);
    expect(readWhole('9999', MINUTES_EACH)).toBe(null);
    // Nobody would get there.
    expect(read('3', '12')).toBe(null);
  });
});

describe('sheets for people', () => {
  it('are one each, all about as long, with every door once', async () => {
    const room = roomOf(FOUR);
    const choice = { forPeople: { people: 2, minutes: 45 } };
    const counted = await countSheets(room, choice);
    const { pdf, ...made } = await makeSheetsAtOnce(room, choice, BY);
    expect(counted).toMatchObject({ sheets: made.sheets, pages: made.pages, electors: made.electors });
    expect([made.sheets, made.electors]).toEqual([2, 27]);
    expect(counted?.minutes).toBeLessThan(50);
    const numbers = (await readPdf(pdf)).flat().filter((text) => /^KA-\d+$/.test(text));
    expect(new Set(numbers).size).toBe(27);
    expect(numbers).toHaveLength(27);
  });

  it('are more than the people if they would take longer than the time there is', async () => {
    const counted = await countSheets(roomOf({ 'Dock Road': 60 }), { forPeople: { people: 1, minutes: 45 } });
    expect(counted?.sheets).toBe(3);
    expect(counted?.minutes).toBeLessThan(50);
  });

  it('say which part of a street they are, and two parts can be out at once', async () => {
    const room = roomOf({ 'Dock Road': 30 });
    const { codes } = await makeSheetsAtOnce(room, { forPeople: { people: 2, minutes: 60 } }, BY);
    moveSheets(room, codes, 'sheet out', { by: BY, runner: 'Idris' });
    const sheets = issuedSheets(room);
    expect(sheets.map(({ part }) => part && inLanguage((text) => text, part))).toHaveLength(2);
    expect(sheets.map(({ part }) => part?.things)).toEqual([
      { place: 1, of: 2, from: '1', to: '15' },
      { place: 2, of: 2, from: '16', to: '30' },
    ]);
    expect(sheets.flatMap(({ alsoOut }) => alsoOut)).toEqual([]);
  });

  it('keep a walk together, under its name', async () => {
    const room = roomOf(FOUR);
    const streetIds = ['Dock Road', 'Alma Road'].map((name) => idOf(room, name));
    saveWalk(room, null, { name: 'Chapel side', note: 'Park behind', runner: 'Siân', streetIds }, BY);
    await makeSheetsAtOnce(room, { forPeople: { people: 2, minutes: 60 } }, BY);
    expect(issuedSheets(room).map(({ title, part }) => [title, part])).toEqual([
      ['Chapel side', null],
      ['Beech Lane – Castle Street', null],
    ]);
  });

  it('are refused if the way to a street takes longer than the time', async () => {
    await expect(countSheets(roomOf(FOUR), { forPeople: { people: 1, minutes: 8 } })).rejects.toThrow(
      'It takes 8 minutes to reach a street',
    );
  });

  it('hold every door once, whatever the streets, people and time', () => {
    const streets = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(
        streets,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 10, max: 120 }),
        (lengths, people, minutes) => {
          const all = lengths.map(streetOf);
          const parts = forPeople([], all, { people, minutes }, USUAL_WEIGHTS);
          const doors = (streets: readonly StreetDoors[]) => streets.flatMap(({ list }) => list);
          expect(parts.flatMap((part) => doors(part.streets))).toEqual(doors(all));
          expect(parts.every(({ streets: there }) => there.length > 0)).toBe(true);
          expect(parts.length).toBeGreaterThanOrEqual(Math.min(people, doors(all).length));
          const minutesOf = ({ streets: there }: (typeof parts)[number]) =>
            there.reduce((sum, each) => sum + minutesFor(each.doors, USUAL_WEIGHTS), 0);
          // A tenth longer is near enough.
          for (const part of parts) expect(minutesOf(part)).toBeLessThanOrEqual(minutes * 1.1 + 0.001);
          const names = parts.map(({ title, part }) => `${title} ${JSON.stringify(part)}`);
          expect(new Set(names).size).toBe(names.length);
        },
      ),
    );
  });
});

function streetOf(doors: number, index: number): StreetDoors {
  const street = {
    id: index + 1,
    district: 'KA',
    name: `Street ${index + 1}`,
    walk_order: index,
    walk_id: null,
    walk_place: 0,
  };
  const list = Array.from({ length: doors }, (_, door) => ({
    name: { house: String(door + 1), flat: '' },
    electors: [],
  }));
  return { street, district: 'KA', doors, list };
}
