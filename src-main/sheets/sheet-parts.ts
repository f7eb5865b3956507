import { type Message, say } from '../../src-shared/message.ts';
import { partOf } from '../../src-shared/sheet-words.ts';
import { Refusal } from '../store/refusal.ts';
import { type KnockWeights, minutesAtDoor, minutesFor } from '../turnout/figures/where-next.ts';
import type { Street } from './choose-streets.ts';
import type { Door } from './doors.ts';
import { fairCuts, type PlacedDoor } from './fair-parts.ts';
import type { ForPeople } from './types.ts';
import { doorLabel } from './walking-order.ts';

/** The doors of a street to be printed. */
export type StreetDoors = { street: Street; district: string; doors: number; list: Door[] };

/** What is walked together: a street, several short ones, or a walk. */
export type Unit = { title: string; note: string; runner: string; streets: StreetDoors[] };

/** What is on one sheet: a unit, or a part of one. */
export type Part = Unit & { part: Message | null };

export function alone(street: StreetDoors): Unit {
  return { title: street.street.name, note: '', runner: '', streets: [street] };
}

export function together(streets: StreetDoors[]): Unit {
  const names = [...new Set([streets[0], streets.at(-1)].map((each) => each?.street.name ?? ''))];
  return { title: names.join(' – '), note: '', runner: '', streets };
}

/** Parts of about the same length, if there are more doors than fit on one sheet. */
export function upTo(most: number, unit: Unit): Part[] {
  const doors = doorsIn(unit.streets);
  if (doors.length <= most) return [{ ...unit, part: null }];
  const pieces = cutAt(doors, fairCuts(doors, Math.ceil(doors.length / most)));
  return pieces.map((streets, index) => ({
    ...unit,
    streets,
    part: partOf(index + 1, pieces.length, unit.streets.length === 1 ? endsOf(streets) : null),
  }));
}

/** So many minutes are no more than sums of fractions are off by. */
const ROUNDING = 0.001;

/** Sheets may take this much longer than the time given: how fast people knock is not known to the minute. */
const LONGER = 1.1;

/**
 * A sheet for each person, all taking about as long, and more if that is longer than the time given: those wait for
 * whoever is back first. Only a single door may take longer. Walks come first and keep their order; a sheet inside one
 * has its name.
 * @throws Refusal if the time given is not longer than the way to a street.
 */
export function forPeople(
  walks: readonly Unit[],
  free: readonly StreetDoors[],
  { people, minutes }: ForPeople,
  weights: KnockWeights,
): Part[] {
  if (minutes <= weights.minutesToReach) {
    throw new Refusal(
      say('It takes {{minutes}} minutes to reach a street: give each person more.', {
        minutes: weights.minutesToReach,
      }),
    );
  }
  const all = [...walks.flatMap(({ streets }) => streets), ...free];
  const doors = doorsIn(all);
  const minutesOf = ({ of }: PartDoor, index: number) =>
    minutesAtDoor(weights) + (doors[index - 1]?.of === of ? 0 : weights.minutesToReach);
  const total = doors.reduce((sum, door, index) => sum + minutesOf(door, index), 0);
  // Whoever goes on in the middle of a street has to get there too.
  const each = (sheets: number) => (total + (sheets - 1) * weights.minutesToReach) / sheets;
  const most = minutes * LONGER;
  const cutInto = (sheets: number) =>
    cutAt(doors, fairCuts(doors, sheets, { weightOf: minutesOf, restart: weights.minutesToReach, most }));
  // What the sheets take together beyond the time given, which no cut between two doors may leave.
  const beyond = (on: readonly StreetDoors[][]) =>
    on.reduce((sum, streets) => sum + Math.max(0, minutesOn(streets, weights) - most), 0);
  let sheets = people;
  while (sheets < doors.length && each(sheets) > most) sheets += 1;
  let pieces = cutInto(sheets);
  while (sheets < doors.length && beyond(pieces) > ROUNDING) {
    sheets = Math.min(doors.length, sheets + Math.ceil(beyond(pieces) / minutes));
    pieces = cutInto(sheets);
  }
  const doorsOn = new Map(all.map(({ street, doors }) => [street.id, doors]));
  const isCut = ({ street, doors }: StreetDoors) => doors < (doorsOn.get(street.id) ?? 0);
  return pieces.map((streets, index): Part => {
    const walk = walks.find((each) =>
      streets.every(({ street }) => each.streets.some((own) => own.street === street)),
    );
    const named = { ...(walk ?? together(streets)), streets };
    const [only] = streets;
    if (!walk && only && streets.length === 1 && isCut(only)) {
      const on = pieces.filter((piece) => piece.some(({ street }) => street === only.street));
      return { ...named, part: partOf(on.indexOf(streets) + 1, on.length, endsOf(streets)) };
    }
    const isWhole = !streets.some(isCut) && (!walk || walk.streets.length === streets.length);
    return { ...named, part: isWhole ? null : partOf(index + 1, pieces.length, null) };
  });
}

/** How long one person takes for these streets. */
export function minutesOn(streets: readonly StreetDoors[], weights: KnockWeights): number {
  return streets.reduce((sum, { doors }) => sum + minutesFor(doors, weights), 0);
}

type PartDoor = PlacedDoor & { of: StreetDoors; door: Door };

function doorsIn(streets: readonly StreetDoors[]): PartDoor[] {
  return streets.flatMap((of) =>
    of.list.map((door) => ({
      of,
      door,
      walk: of.street.walk_id,
      street: of.street.id,
      house: door.name.house,
    })),
  );
}

/** The doors between the cuts, street by street. */
function cutAt(doors: readonly PartDoor[], cuts: readonly number[]): StreetDoors[][] {
  return [0, ...cuts].map((from, index) => {
    const streets = Map.groupBy(doors.slice(from, cuts[index]), ({ of }) => of);
    return [...streets].map(([of, there]) => ({
      ...of,
      doors: there.length,
      list: there.map(({ door }) => door),
    }));
  });
}

function endsOf(streets: readonly StreetDoors[]): [string, string] {
  const doors = streets.flatMap(({ list }) => list);
  const end = (door: Door | undefined) => (door && doorLabel(door.name)) || '?';
  return [end(doors[0]), end(doors.at(-1))];
}
