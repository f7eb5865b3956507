import { isMessage, type Message, say } from '../../src-shared/message.ts';
import { addToJournal, type RegisterChange } from '../store/journal/journal.ts';
import { newId } from '../store/new-id.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { readPostcode } from './address/postcode.ts';
import { changeFacts, rowFor, writeRegisterSays } from './change-elector.ts';
import { ABSENT_VOTES, type AbsentVote } from './elector/absent-vote.ts';
import { isoDay } from './elector/elector-date.ts';
import { nameInSentence, tidy } from './elector/elector-name.ts';
import { districtCode, formatNumber, readNumberCells } from './elector/elector-number.ts';
import { isAnonymous } from './elector/markers.ts';
import { pastInWords } from './elector/past-votes.ts';
import { GONE, type Gone } from './elector/standing.ts';
import { type ElectorFacts, electorRows, insertElector, type StoredElector } from './elector-rows.ts';
import type { EarlierAnswer } from './file/canvass-cells.ts';
import { readEarlierAnswers, readRegisterSays } from './kept-facts.ts';
import { pastElections } from './past-elections.ts';
import { refreshOnRegister } from './refresh-elector.ts';
import { refreshDoors, streetKept } from './streets/refresh-doors.ts';
import { streetToKeep } from './streets/refresh-streets.ts';
import { refreshWalks } from './streets/refresh-walks.ts';
import { streetName } from './streets/street-book.ts';
import { recountStreets } from './streets/street-counts.ts';
import { streetAsKnown } from './typed-elector.ts';

/** An elector as a person sees and types them. */
export type ElectorForm = {
  /** Polling district and number, `KA-123/1`. */
  number: string;
  forename: string;
  surname: string;
  house: string;
  flat: string;
  street: string;
  postcode: string;
  markers: string;
  absent: AbsentVote;
  votingIntention: string;
  phone: string;
  note: string;
  lift: boolean;
  doNotKnock: boolean;
  gone: Gone;
};

/** An elector of the room, to show or edit. */
export type ElectorRecord = ElectorForm & {
  id: number;
  address: string;
  onRegister: boolean;
  markedOff: boolean;
  /** Why they are left off sheets; '' if they are not. */
  keptOff: string;
  promise: boolean;
  postal: boolean;
  /** When they were removed, in milliseconds since 1970 (UTC); null while on the register. */
  removedAt: number | null;
};

/**
 * The elector with an id.
 * @throws Refusal if there is none.
 */
export function electorRecord(room: Room, id: number): ElectorRecord {
  const elector = stored(room, id);
  return {
    id,
    number: formatNumber(elector),
    forename: elector.forename,
    surname: elector.surname,
    house: elector.house,
    flat: elector.flat,
    street: streetName(room, elector.street_id),
    postcode: elector.postcode,
    markers: elector.markers,
    absent: ABSENT_VOTES.find((vote) => vote === elector.absent) ?? '',
    votingIntention: elector.vi,
    phone: elector.phone,
    note: elector.note,
    lift: elector.lift === 1,
    doNotKnock: elector.do_not_knock === 1,
    gone: GONE.find((word) => word === elector.gone) ?? '',
    address: elector.address,
    onRegister: elector.removed_at === null,
    markedOff: elector.voted_at !== null,
    keptOff: elector.kept_off,
    promise: elector.promise === 1,
    postal: elector.postal === 1,
    removedAt: elector.removed_at,
  };
}

/** Turnout at past elections in words, and earlier voting intentions, newest first. */
export type PastOfElector = {
  votes: { election: string; what: Message }[];
  intentions: EarlierAnswer[];
};

/**
 * What is known about an elector's past.
 * @throws Refusal if there is nobody with that id.
 */
export function pastOf(room: Room, id: number): PastOfElector {
  const { past, vi_past } = stored(room, id);
  return {
    votes: pastElections(room).flatMap(({ name }, place) => {
      const what = pastInWords(past[place] ?? '');
      return what === null ? [] : [{ election: name, what }];
    }),
    intentions: readEarlierAnswers({ vi_past }),
  };
}

/** The id of the last removed elector who had a number; null if there is none. */
export function removedElector(room: Room, written: string): number | null {
  const number = readNumberCells('', districtCode(written), '');
  if (isMessage(number)) return null;
  return (
    room.db
      .prepare<[string, number, string], number>(
        `SELECT id FROM elector WHERE district = ? AND number = ? AND suffix = ? AND removed_at IS NOT NULL
          ORDER BY removed_at DESC LIMIT 1`,
      )
      .pluck()
      .get(number.district, number.number, number.suffix) ?? null
  );
}

/**
 * Adds one elector, such as a late addition. A later register that lists them takes over; one that does not leaves
 * them. Returns the id.
 * @throws Refusal if the number cannot be read or another elector has it.
 */
export function addElector(room: Room, form: ElectorForm, by: string): number {
  const number = checkedNumber(form.number);
  const holder = electorRows(room.db).byNumber.get(number.district, number.number, number.suffix);
  if (holder) {
    throw new Refusal(
      say('{{number}} is {{name}} already. Check the number, or correct that elector.', {
        number: formatNumber(number),
        name: nameInSentence(holder),
      }),
    );
  }
  const { street, ...typed } = read(room, number.district, form);
  const facts = { ...typed, ...NOT_TYPED };
  if (facts.surname === '' && !isAnonymous(facts.markers)) {
    throw new Refusal(say('Give the elector’s surname. Only an anonymous elector (marker N) has no name.'));
  }
  return room.change(() => {
    const row = rowFor(room, number.district, facts, street);
    const kept = streetToKeep(room, number.district, street);
    const id = insertElector(room, number, row, newId(room.db, 'elector'));
    electorRows(room.db).setByHand.run('added', id);
    journal(room, by, id, { added: formatNumber(number), elector: { ...number, ...facts, street: kept } });
    refreshDoors(room, { electors: [id] });
    recount(room);
    return id;
  });
}

/**
 * Corrects one elector. The number cannot be changed, since it identifies them. A correction survives later imports,
 * until the register itself says something new.
 */
export function correctElector(room: Room, id: number, form: Omit<ElectorForm, 'number'>, by: string): void {
  const elector = stored(room, id);
  room.change(() => {
    const before = { ...elector, street: streetName(room, elector.street_id) };
    const typed = read(room, elector.district, form);
    const sameDoor = (['street', 'house', 'flat', 'postcode'] as const).every(
      (name) => typed[name] === before[name],
    );
    // The address line as in the register stays if the door is the same.
    const next = sameDoor ? { ...typed, address: before.address } : typed;
    const changed = FIELDS.filter((name) => next[name] !== before[name]);
    if (changed.length === 0) return;
    const kept = {
      before: { ...before, street: streetKept(room, elector) },
      next: { ...next, street: streetToKeep(room, elector.district, next.street) },
    };
    // After several corrections, this is still what the register said first.
    const corrected = Object.fromEntries(changed.map((name) => [name, kept.before[name]]));
    const says = { ...corrected, ...readRegisterSays(elector) };
    const { street, ...facts } = next;
    const vi_on = changed.includes('vi') ? isoDay(new Date()) : elector.vi_on;
    changeFacts(room, elector, { ...facts, vi_on }, street);
    writeRegisterSays(room, elector, says);
    journal(room, by, id, {
      corrected: Object.fromEntries(changed.map((name) => [name, [kept.before[name], kept.next[name]]])),
      ...(changed.includes('vi') ? { viOn: elector.vi_on } : {}),
    });
    refreshDoors(room, { electors: [id] });
    recount(room);
  });
}

/** Removes one elector from the register. Their mark, if any, is kept, and a later import does not add them again. */
export function removeElector(room: Room, id: number, by: string): void {
  const elector = stored(room, id);
  if (elector.removed_at !== null) return;
  room.change(() => {
    journal(room, by, id, { removed: formatNumber(elector) });
    // Another elector may have waited for the number.
    refreshOnRegister(room, id);
    recount(room);
  });
}

/**
 * Puts a removed elector back.
 * @throws Refusal if another elector has the number now.
 */
export function restoreElector(room: Room, id: number, by: string): void {
  const elector = stored(room, id);
  if (elector.removed_at === null) return;
  const holder = electorRows(room.db).byNumber.get(elector.district, elector.number, elector.suffix);
  if (holder) {
    throw new Refusal(
      say('{{number}} is {{name}} now. Give one of them another number first.', {
        number: formatNumber(elector),
        name: nameInSentence(holder),
      }),
    );
  }
  room.change(() => {
    electorRows(room.db).revive.run(id);
    electorRows(room.db).setByHand.run('added', id);
    recount(room);
    journal(room, by, id, { restored: formatNumber(elector) });
  });
}

const FIELDS = [
  'forename',
  'surname',
  'house',
  'flat',
  'street',
  'postcode',
  'address',
  'markers',
  'absent',
  'vi',
  'phone',
  'note',
  'lift',
  'do_not_knock',
  'gone',
] as const;

/** What follows from where they live. */
const OF_DOOR: ReadonlySet<string> = new Set(['house', 'flat', 'street', 'postcode', 'address']);
const FIELD_NAMES: ReadonlySet<string> = new Set(FIELDS);

/** Whether it is a field that a person can correct and that does not follow from where the elector lives. */
export function isPersonal(field: string): boolean {
  return FIELD_NAMES.has(field) && !OF_DOOR.has(field);
}

type Typed = Pick<ElectorFacts, Exclude<(typeof FIELDS)[number], 'street'>> & { street: string };

/** Typed values, tidied, as facts. */
function read(room: Room, district: string, form: Omit<ElectorForm, 'number'>): Typed {
  const street = streetAsKnown(room, district, tidy(form.street));
  const [house, flat] = [tidy(form.house).toUpperCase(), tidy(form.flat)];
  return {
    street,
    house,
    flat,
    forename: tidy(form.forename),
    surname: tidy(form.surname),
    postcode: readPostcode(form.postcode).postcode || tidy(form.postcode).toUpperCase(),
    address: [flat, house === '' ? street : `${house} ${street}`].filter(Boolean).join(', '),
    markers: tidy(form.markers).toUpperCase(),
    absent: form.absent,
    vi: tidy(form.votingIntention),
    phone: tidy(form.phone),
    note: tidy(form.note),
    lift: form.lift ? 1 : 0,
    do_not_knock: form.doNotKnock ? 1 : 0,
    gone: form.gone,
  };
}

const NOT_TYPED = { born_on: null, attains_on: null, past: '', vi_on: '', vi_past: '' } as const;

function checkedNumber(written: string) {
  const number = readNumberCells('', districtCode(written), '');
  if (!isMessage(number)) return number;
  throw new Refusal(
    say('Give the elector number with its polling district, such as KA-123: {{why}}.', { why: number }),
  );
}

function stored(room: Room, id: number): StoredElector {
  const elector = electorRows(room.db).byId.get(id);
  if (!elector) throw new Refusal(say('That elector is not in this room. Search for the number again.'));
  return elector;
}

/** A walk has the streets that somebody lives in. */
function recount(room: Room): void {
  recountStreets(room);
  refreshWalks(room);
}

function journal(room: Room, by: string, electorId: number, detail: RegisterChange): void {
  addToJournal(room, { kind: 'register', by, electorId, detail });
}
