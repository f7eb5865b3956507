import type { Message } from '../../src-shared/message.ts';
import { POLLING_HOURS } from '../../src-shared/time-of-day.ts';
import { streetKey } from '../register/address/place-name.ts';
import { readPostcode, withoutGap } from '../register/address/postcode.ts';
import type { ElectionKind } from '../register/elector/elections.ts';
import { nameInList } from '../register/elector/elector-name.ts';
import { formatNumber } from '../register/elector/elector-number.ts';
import { chosenPoll } from '../register/elector/voting-rules.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { readCoverage, type StationCoverage } from '../turnout/figures/coverage.ts';
import { chosenStreets, type Street } from './choose-streets.ts';
import { doorsOf, type SheetRow } from './doors.ts';
import { issuedSheets } from './issued.ts';
import { doorLabel } from './walking-order.ts';

/** Why somebody is on the list, first those to bring first. */
const REASONS = ['lift', 'will vote', 'promise'] as const;

/** An outstanding promise, who can still be brought to the polling station. */
export type PersonToBring = {
  id: number;
  number: string;
  name: string | Message;
  /** '' if the door has no number and no name. */
  door: string;
  street: string;
  streetId: number;
  district: string;
  phone: string;
  note: string;
  /** Wants a lift; says at the door that they will vote; or has promised, and no more is known. */
  why: (typeof REASONS)[number];
  /** Beside the polling station: those are the last to be fetched. */
  isNear: boolean;
  /** Their polling station, or the district if none is set. */
  station: string;
  /** The sheets of their street that somebody has taken out. */
  sheetsOut: string[];
};

/** Who can still be brought, in the order in which to bring them. */
export type StillToBring = {
  people: PersonToBring[];
  /** The same of stations of which little was told lately: many of these may have voted. */
  littleTold: PersonToBring[];
};

const sql = prepared((db) => ({
  said: db.prepare<[], { id: number; doorstep: string; postcode: string }>(
    "SELECT id, doorstep, postcode FROM elector WHERE outstanding AND (doorstep <> '' OR postcode <> '')",
  ),
}));

/**
 * The outstanding promises: first who wants a lift, then who says at the door that they will vote, then the others;
 * in each group those beside their polling station last (DOMAIN.md, "The day"). Those whose station has no tellers, or
 * gave nothing in the last two full hours, are apart: nobody would have told that they voted, so they must not take
 * the place of people who are known to be waiting.
 * @throws Refusal if the election is not a poll of the room.
 */
export function stillToBring(room: Room, now: Date = new Date(), election?: ElectionKind): StillToBring {
  const streets = chosenStreets(room, { election });
  const doors = doorsOf(
    room,
    streets.map(({ id }) => id),
    { doors: 'walk', sides: 'through', poll: chosenPoll(room, election) },
  );
  const said = new Map(
    sql(room.db)
      .said.all()
      .map(({ id, ...about }) => [id, about]),
  );
  const places = readCoverage(room, now).map((place) => ({
    place,
    near: nearTo(place, streets, (id) => postcodesIn(doors.get(id) ?? [], said)),
    isSilent: isSilent(place, now),
  }));
  const out = issuedSheets(room, now.getTime()).filter(({ state }) => state === 'out');
  const found = streets.flatMap((street) => {
    const sheetsOut = out.filter(({ streetIds }) => streetIds.includes(street.id)).map(({ code }) => code);
    const at = places.find(({ place }) => place.districts.includes(street.district));
    return (doors.get(street.id) ?? []).flatMap(({ name, electors }) =>
      electors.map((elector) => {
        const { doorstep = '', postcode = '' } = said.get(elector.id) ?? {};
        const person: PersonToBring = {
          ...asPerson(elector, street, doorstep),
          door: doorLabel(name),
          isNear: at?.near(street.id, postcode) ?? false,
          station: at?.place.name ?? street.district,
          sheetsOut,
        };
        // Who asked for a lift waits for it, whatever is told.
        return { person, isSilent: person.why !== 'lift' && (at?.isSilent ?? true) };
      }),
    );
  });
  const inOrder = (wanted: boolean) =>
    found
      .filter(({ isSilent: silent }) => silent === wanted)
      .map(({ person }) => person)
      // The rest of the order is the way that people walk.
      .sort((a, b) => placeOf(a) - placeOf(b));
  return { people: inOrder(false), littleTold: inOrder(true) };
}

function placeOf({ why, isNear }: PersonToBring): number {
  return REASONS.indexOf(why) * 2 + Number(isNear);
}

function asPerson(
  elector: SheetRow,
  { id: streetId, name: street, district }: Street,
  doorstep: string,
): Omit<PersonToBring, 'door' | 'isNear' | 'station' | 'sheetsOut'> {
  const { id, phone, note, lift } = elector;
  return {
    id,
    number: formatNumber(elector),
    name: nameInList(elector),
    street,
    streetId,
    district,
    phone,
    note,
    why: lift === 1 ? 'lift' : doorstep === 'will vote' ? 'will vote' : 'promise',
  };
}

/** Full hours of silence after which a station counts as one of which little is told. */
const SILENT_HOURS = 2;

function isSilent({ station, silentHours }: StationCoverage, now: Date): boolean {
  if (station?.warp) return true;
  const last = Array.from({ length: SILENT_HOURS }, (_, back) => now.getHours() - 1 - back);
  const polling = last.filter((hour) => POLLING_HOURS.includes(hour));
  return polling.length === SILENT_HOURS && polling.every((hour) => silentHours.includes(hour));
}

/** All but the last letter of a postcode are a few neighbouring streets. */
const NEIGHBOURS = -1;

/** Whether somebody in a street, with a postcode, is beside the station: by the street or postcode of its place. */
function nearTo(
  { station }: StationCoverage,
  streets: readonly Street[],
  postcodesOf: (streetId: number) => string[],
): (streetId: number, postcode: string) => boolean {
  if (!station) return () => false;
  const postcode =
    [station.place, station.name].map((text) => readPostcode(text).postcode).find(Boolean) ?? '';
  const own = streetsNamed(
    `${station.name}, ${station.place}`,
    streets.filter(({ district }) => station.districts.includes(district)),
  );
  const codes = [...(postcode === '' ? [] : [postcode]), ...own.flatMap(({ id }) => postcodesOf(id))];
  const around = new Set(codes.map((code) => withoutGap(code).slice(0, NEIGHBOURS)));
  const ids = new Set(own.map(({ id }) => id));
  return (streetId, code) =>
    ids.has(streetId) || (code !== '' && around.has(withoutGap(code).slice(0, NEIGHBOURS)));
}

/**
 * The streets that a place names, as in `Church Hall, 12-14 Mill Road AB1 2CD`. A street of one word is not looked for
 * inside others: `Church Hall` is in no street called Church.
 */
function streetsNamed(place: string, streets: readonly Street[]): Street[] {
  const parts = place
    .split(/[,;\n]/)
    .map((part) => ` ${streetKey(part.replace(POSTCODE, ' ').replace(HOUSE_NUMBER, '').trim())} `);
  const named = streets.flatMap((street) => {
    const key = streetKey(street.name.split(',')[0] ?? street.name);
    const isNamed = (part: string) => (key.includes(' ') ? part.includes(` ${key} `) : part === ` ${key} `);
    return key !== '' && parts.some(isNamed) ? [{ street, key }] : [];
  });
  // `Old Mill Road` is not in Mill Road, if there is a street of that name.
  const isPartOf = (key: string, other: string) => other !== key && ` ${other} `.includes(` ${key} `);
  return named
    .filter(({ key }) => !named.some((other) => isPartOf(key, other.key)))
    .map(({ street }) => street);
}

const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi;
/** `3`, `3A`, `12-14`. */
const HOUSE_NUMBER = /^\s*\d+[A-Z]?(?:\s*[-–/]\s*\d+[A-Z]?)?\s/i;

function postcodesIn(
  doors: readonly { electors: readonly SheetRow[] }[],
  said: ReadonlyMap<number, { postcode: string }>,
): string[] {
  return doors.flatMap(({ electors }) => electors.flatMap(({ id }) => said.get(id)?.postcode || []));
}
