import { anyOf, isMessage, type Message, say } from '../../src-shared/message.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { saysNoAddress } from './address/no-address.ts';
import { isOnlyType, streetKey } from './address/place-name.ts';
import { editDistance } from './edit-distance.ts';
import { readCodeMeanings } from './elector/code-meanings.ts';
import { tidy } from './elector/elector-name.ts';
import { districtCode, readNumberCells } from './elector/elector-number.ts';
import { streetCalled } from './streets/refresh-streets.ts';

/** What a person has to confirm about an elector that they typed. */
export const ASKED_ABOUT = ['street', 'code'] as const;
export type AskedAbout = (typeof ASKED_ABOUT)[number];

/** `street`: the district has no such street; `code`: the voting intention has no meaning in the room. */
export type ElectorAsk = {
  about: AskedAbout;
  said: Message;
  /** What may have been meant instead. */
  suggestions: string[];
};

/** An elector is not saved before somebody has confirmed what is asked. */
export class ElectorAsked extends Refusal {
  readonly asks: readonly ElectorAsk[];

  constructor([first, ...others]: [ElectorAsk, ...ElectorAsk[]]) {
    super(first.said);
    this.asks = [first, ...others];
  }
}

type Typed = { number: string; street: string; votingIntention: string };

const sql = prepared((db) => ({
  /** A street without electors was merged with another. */
  streets: db
    .prepare<[string], string>(
      "SELECT name FROM street WHERE district = ? AND name <> '' AND electors > 0 ORDER BY walk_order",
    )
    .pluck(),
}));

/**
 * Checks what was typed of an elector against the room. `before` is how they are now; only what changes is asked about.
 * @throws ElectorAsked if something has to be confirmed and is not; Refusal if the street is not one.
 */
export function refuseUnconfirmed(
  room: Room,
  typed: Typed,
  before: Typed | null,
  confirmed: readonly AskedAbout[],
): void {
  const asks = [
    ...(before && tidy(typed.street) === before.street ? [] : asksAboutStreet(room, typed)),
    ...(before && tidy(typed.votingIntention) === before.votingIntention ? [] : asksAboutCode(room, typed)),
  ];
  const [first, ...others] = asks.filter(({ about }) => !confirmed.includes(about));
  if (first) throw new ElectorAsked([first, ...others]);
}

/**
 * The district's own spelling of a street, or the name that it has now if it has been renamed; what was typed if the
 * district has none like it.
 */
export function streetAsKnown(room: Room, district: string, typed: string): string {
  const key = streetKey(typed);
  const called = sql(room.db)
    .streets.all(district)
    .find((name) => streetKey(name) === key);
  return called ?? streetCalled(room, district, typed);
}

function asksAboutStreet(room: Room, { number, street: written }: Typed): ElectorAsk[] {
  const street = tidy(written);
  if (street === '') return [];
  if (saysNoAddress(street) || NO_STREET.test(street)) {
    throw new Refusal(
      say(
        '“{{street}}” is not a street. Leave the street empty: the elector is then on no sheet, but a teller’s number is known.',
        { street },
      ),
    );
  }
  const whole = readNumberCells('', districtCode(number), '');
  // Saving refuses a number that cannot be read.
  if (isMessage(whole)) return [];
  const { district } = whole;
  const streets = sql(room.db).streets.all(district);
  const key = streetKey(street);
  if (streets.some((name) => streetKey(name) === key)) return [];
  const renamed = streetCalled(room, district, street);
  const alike = streets.filter((name) => isAlike(streetKey(name), key));
  const suggestions = renamed === street ? alike.slice(0, 3) : [renamed];
  const said =
    suggestions.length > 0
      ? say('{{district}} has no street called {{street}}. Did you mean {{suggestions}}?', {
          district,
          street,
          suggestions: anyOf(suggestions),
        })
      : say(
          '{{district}} has no street called {{street}}. Choose one that it has, or confirm that it is a new one.',
          {
            district,
            street,
          },
        );
  return [{ about: 'street', said, suggestions }];
}

/** What people write if there is no street. */
const NO_STREET =
  /^(?:no street|overseas|anonymous|not known|unknown|none|n\/?a|-+)$|\bdeclaration of local connection\b|\bno fixed abode\b/i;

/** One name with another type of street, or a slip of the pen. */
function isAlike(one: string, other: string): boolean {
  const isSameName = nameOnly(one) === nameOnly(other);
  return isSameName || editDistance(one, other) <= (Math.min(one.length, other.length) < 8 ? 1 : 2);
}

function nameOnly(key: string): string {
  const words = key.split(' ');
  return words.length > 1 && isOnlyType(words.at(-1) ?? '') ? words.slice(0, -1).join(' ') : key;
}

function asksAboutCode(room: Room, { votingIntention }: Typed): ElectorAsk[] {
  const code = tidy(votingIntention);
  const codes = readCodeMeanings(room);
  if (code === '' || codes.has(code) || codes.of(code) !== 'unknown') return [];
  const said = say(
    'The voting intention “{{code}}” has no meaning in this room, so it is not a promise. Correct it, or confirm it and choose its meaning under “Who may vote”.',
    { code },
  );
  return [{ about: 'code', said, suggestions: Object.keys(codes.asRecord()).slice(0, 6) }];
}
