import { z } from 'zod';
import { count } from '../../../src-shared/counted.ts';
import { inEnglish, type LookUp } from '../../../src-shared/look-up.ts';
import { timeOfDay } from '../../../src-shared/time-of-day.ts';
import { displayName } from '../../register/elector/elector-name.ts';
import { formatNumber } from '../../register/elector/elector-number.ts';
import { electorRows } from '../../register/elector-rows.ts';
import type { EntryStatus } from '../../store/journal/journal.ts';
import type { JournalRow } from '../../store/journal/journal-row.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { laptops, laptopsEver } from '../../store/laptops/laptops.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { storedOrNull } from '../../store/stored-json.ts';
import { type SlipName, slipNameOf } from '../../turnout/slips/slip-name.ts';
import { fieldInWords, inWords, settingInWords } from '../in-words.ts';
import { type ConflictGroup, conflictGroups, isOfFewValues } from './conflict-groups.ts';
import { type Conflict, type Doubt, doubts, readDoubt, type Side, valueSet } from './conflicts.ts';
import { choicesOf, choicesOfGroup } from './settle-conflict.ts';

/** A conflict for people, in one language. */
export type ConflictCard = Omit<Conflict, 'entries'> & {
  /** What it is about. */
  title: string;
  /** Of the elector, if it is about one. */
  name: string | null;
  sides: SideInWords[];
  choices: { choice: string; label: string }[];
};

type SideInWords = {
  says: string;
  /** Who said it. */
  by: { laptop: string; at: number; by: string }[];
};

/** More cards, or more people who say the same, than this help nobody decide. */
const MOST_CARDS = 100;
const MOST_SAYING = 3;
/** Letters of a correction that is about many electors. */
const LONG = 20_000;

const sql = prepared((db) => ({
  entry: db.prepare<[string], Entry>(
    // Whole lists are read where they are compared. To read one for each card would take a second.
    `SELECT journal.id, kind, status, entered, message, at, by, elector_id, settles,
            CASE WHEN kind <> 'register' OR octet_length(detail) < ${LONG} THEN detail END AS detail, device.id AS device_id,
            device.id = (SELECT value FROM setting WHERE name = 'device_id') AS is_own
       FROM journal JOIN device ON device.number = journal.device WHERE journal.id = ?`,
  ),
  numbersOf: db
    .prepare<[number], number>("SELECT COUNT(*) FROM journal WHERE slip_id = ? AND kind = 'number'")
    .pluck(),
  station: db.prepare<[number | null], string>('SELECT name FROM station WHERE id = ?').pluck(),
  walk: db.prepare<[number], string>('SELECT name FROM walk WHERE id = ?').pluck(),
}));

type Entry = Pick<
  JournalRow,
  'id' | 'kind' | 'status' | 'entered' | 'message' | 'at' | 'by' | 'elector_id' | 'settles' | 'detail'
> & { device_id: string; is_own: 0 | 1 };

/** Many conflicts in which the same laptops say the same things, as one. */
export type GroupCard = Pick<ConflictCard, 'id' | 'kind' | 'title' | 'choices'> & {
  count: number;
  sides: { says: string; laptops: string[] }[];
};

/** What there is to settle: first what can be settled at once, then each of the others. */
export type ToSettle = { total: number; groups: GroupCard[]; cards: ConflictCard[] };

/** The conflicts in groups, and the first of the others as cards, with what each laptop said and how it can be settled. */
export function conflictCards(room: Room, t: LookUp = inEnglish): ToSettle {
  const { groups, single } = conflictGroups(room);
  return {
    total: doubts(room).length,
    groups: groups.map((each) => groupCard(room, each, t)),
    cards: single.slice(0, MOST_CARDS).map((each) => asCard(room, each, t)),
  };
}

/** Some cards of a group, from this place in it on; none if it is not there any more. */
export function cardsOfGroup(
  room: Room,
  id: string,
  { from, most }: { from: number; most: number },
  t: LookUp = inEnglish,
): ConflictCard[] {
  const group = conflictGroups(room).groups.find((each) => each.id === id);
  return (group?.doubts ?? []).slice(from, from + most).map((each) => asCard(room, each, t));
}

function groupCard(room: Room, group: ConflictGroup, t: LookUp): GroupCard {
  const { id, doubts: all, sides } = group;
  const [first] = all;
  if (!first) throw new Error('A group of conflicts is empty.');
  const inOrder = sides.map(({ places }) => {
    const place = places[0] ?? 0;
    const entries = (first.sides[place]?.entries ?? []).flatMap((each) => sql(room.db).entry.get(each) ?? []);
    const laptopNames = [...new Set(entries.map((entry) => laptopOf(room, entry, t)))];
    const isOwn = laptopNames.length === 1 && entries[0]?.is_own === 1;
    const asThere = isOwn
      ? t('as this laptop has it')
      : t('as {{laptop}} has it', { laptop: laptopNames.join(', ') });
    return { says: saysInCommon(room, first, place, t) || asThere, laptops: laptopNames };
  });
  return {
    id,
    kind: first.kind,
    count: all.length,
    title: titleOfMany(first, t),
    sides: inOrder,
    choices: choicesOfGroup(group).map((choice) => ({
      choice,
      label: t('All {{number}}: {{answer}}', {
        number: count(all.length),
        answer: answerInWords(first, choice, t) ?? inOrder[Number(choice) - 1]?.says ?? choice,
      }),
    })),
  };
}

/** What all of them are about, without which slip, sheet or street it is. */
function titleOfMany({ about }: Doubt, t: LookUp): string {
  const { kind, rest } = readDoubt(about);
  switch (kind) {
    case 'set aside':
      return t('Numbers set aside were settled in two ways');
    case 'two people':
      return t('Numbers were taken for two people');
    case 'carried':
      return t('Numbers were carried here twice, for different people');
    case 'carried door':
      return t('Answers at the door were carried here twice, for different people');
    case 'slips':
      return t('Slips may be the same paper');
    case 'slip':
      return t('Slips were changed on two laptops');
    case 'sheet':
      return t('Two laptops say where sheets are');
    case 'code':
      return t('Sheets have the same codes');
    case 'station':
      return t('Polling stations were changed on two laptops');
    case 'official':
      return t('Two laptops have different official figures');
    case 'walk':
      return t('Walks were changed on two laptops');
    case 'street':
      return t('Streets were corrected in different ways');
    case 'address':
      return t('Addresses were corrected in different ways');
    default:
      return titleOfOne(kind, rest, t);
  }
}

/** What is said by this side of each of them; '' if each says something of its own. */
function saysInCommon(room: Room, doubt: Doubt, place: number, t: LookUp): string {
  const { kind, rest } = readDoubt(doubt.about);
  const side = doubt.sides[place];
  const [first] = (side?.entries ?? []).flatMap((id) => sql(room.db).entry.get(id) ?? []);
  if (!side || !first || side.said === '') return '';
  if (kind === 'mark') return side.said === 'told' ? t('Marked off') : t('Mark taken back');
  if (kind === 'elector' && rest === 'register')
    return first.detail?.includes('"removed"') ? t('Taken off the register') : t('On the register');
  const isCommon = first.kind === 'settled' || kind === 'door' || (kind === 'elector' && isOfFewValues(rest));
  return isCommon ? saysIn(room, doubt, { first, place, side }, t) : '';
}

function asCard(room: Room, doubt: Doubt, t: LookUp): ConflictCard {
  const { id, kind, number, sheet, elector, sides } = doubt;
  const stored = elector === undefined ? undefined : electorRows(room.db).byId.get(elector);
  const inOrder = sides.map((side, place) => sideInWords(room, doubt, side, place, t));
  return {
    id,
    kind,
    ...(number === undefined ? {} : { number }),
    ...(sheet === undefined ? {} : { sheet }),
    title: titleOf(room, doubt, t),
    name: stored ? displayName(stored) || t('Anonymous elector') : null,
    sides: inOrder,
    choices: choicesOf(doubt).map((choice) => ({
      choice,
      label: labelOf(room, doubt, choice, inOrder[Number(choice) - 1]?.says ?? choice, t),
    })),
  };
}

function titleOf(room: Room, { about, sheet = '', sides }: Doubt, t: LookUp): string {
  const { kind, key, rest } = readDoubt(about);
  switch (kind) {
    case 'set aside':
      return t('{{number}}, set aside, was settled in two ways', {
        number: sql(room.db).entry.get(key)?.entered ?? '',
      });
    case 'two people':
      return t('{{number}}, recorded on two laptops, was taken for two people', {
        number: numberIn(room, sides),
      });
    case 'carried':
      return t('{{number}} was carried here twice, for different people', {
        number: numberIn(room, sides),
      });
    case 'carried door':
      return t('An answer at the door was carried here twice, for different people');
    case 'slips':
      return t('Slips {{first}} and {{second}} may be the same paper', {
        first: slipNumber(room, key),
        second: slipNumber(room, rest),
      });
    case 'slip':
      return t('Slip {{number}} was changed on two laptops', { number: slipNumber(room, key) });
    case 'sheet':
      return t('Two laptops say where sheet {{sheet}} is', { sheet });
    case 'code':
      return t('Two sheets have the code {{sheet}}', { sheet });
    case 'clock': {
      const [ahead, behind] = sides.map((side) => sql(room.db).entry.get(side.entries[0] ?? ''));
      if (!ahead || !behind) return t('Clocks differ');
      return t('The clock of {{laptop}} is {{hours}} h or more ahead of that of {{other}}', {
        laptop: laptopOf(room, ahead, t),
        other: laptopOf(room, behind, t),
        hours: Math.floor((ahead.at - behind.at) / 3_600_000),
      });
    }
    case 'registers':
      return t('Two laptops imported a register, and neither knew of the other');
    case 'station':
      return t('A polling station was changed on two laptops');
    case 'official':
      return t('Two laptops have different official figures');
    case 'walk':
      return t('A walk was changed on two laptops');
    case 'laptop':
      return t('A laptop was named in different ways');
    case 'taken off':
      return t('Laptop {{letter}} was taken off the list on one laptop, and kept on another', {
        letter: laptopsEver(room.db).find(({ device }) => device === key)?.letter ?? '',
      });
    case 'setting':
      return settingInWords(t, key);
    case 'street':
      return t('Street {{street}} was corrected in different ways', { street: rest });
    case 'address':
      return t('{{address}} was corrected in different ways', { address: rest });
    default:
      return titleOfOne(kind, rest, t);
  }
}

/** The title of what is about somebody, or about nothing that has a name. */
function titleOfOne(kind: string, rest: string, t: LookUp): string {
  switch (kind) {
    case 'mark':
      return t('Recorded on one laptop and undone on another');
    case 'door':
      return t('Different answers at the door');
    case 'one number':
      return t('Two laptops added somebody with this number');
    case 'elector':
      return rest === 'register'
        ? t('On the register, or not')
        : t('Corrected in different ways: {{field}}', { field: fieldInWords(t, rest) });
    default:
      return t('A question of an import was answered in different ways');
  }
}

/** The number as somebody typed it, where laptops took it for two people. */
function numberIn(room: Room, sides: readonly Side[]): string {
  const entries = sides.flatMap((side) => side.entries.flatMap((id) => sql(room.db).entry.get(id) ?? []));
  const asides = entries.flatMap(({ id, kind, settles, detail }) =>
    kind === 'settled' ? storedDetail('settled', detail).entries : (settles ?? id),
  );
  for (const id of asides) {
    const entry = sql(room.db).entry.get(id);
    const aside = entry?.settles ? sql(room.db).entry.get(entry.settles) : entry;
    if (aside?.entered) return aside.entered;
  }
  return '';
}

function slipNumber(room: Room, id: string): SlipName {
  return slipNameOf(room.db, Number.parseInt(id, 10)) ?? 0;
}

/** A register goes on from the laptop that imported it. */
function labelOf(room: Room, doubt: Doubt, choice: string, says: string, t: LookUp): string {
  if (readDoubt(doubt.about).kind !== 'registers') return answerInWords(doubt, choice, t) ?? says;
  const entry = sql(room.db).entry.get(doubt.sides[Number(choice) - 1]?.entries[0] ?? '');
  if (entry?.kind !== 'import') return says;
  return t('Go on with the register of: {{laptop}}', { laptop: laptopOf(room, entry, t) });
}

/** What a person may say that none of the sides says. */
function answerInWords({ about }: Doubt, choice: string, t: LookUp): string | undefined {
  const { kind } = readDoubt(about);
  if (kind === 'mark') return choice === 'voted' ? t('They have voted') : t('They have not voted');
  if (kind === 'slips')
    return choice === 'same' ? t('The same slip: keep the second as a check') : t('Two different slips');
  if (kind === 'code') return t('Both sheets stay');
  if (kind === 'two people') return choice === 'two' ? t('Two people: both count') : undefined;
  if (kind === 'clock') return t('Set that clock right: times stay as they were written');
  if (kind !== 'one number') return undefined;
  return choice === 'same' ? t('The same person: count it for them') : t('Two people: do not count it');
}

function sideInWords(room: Room, doubt: Doubt, side: Side, place: number, t: LookUp): SideInWords {
  const entries = side.entries.flatMap((id) => sql(room.db).entry.get(id) ?? []);
  const [first] = entries;
  return {
    says: first ? saysIn(room, doubt, { first, place, side }, t) : '',
    by: entries
      .slice(0, MOST_SAYING)
      .map((entry) => ({ laptop: laptopOf(room, entry, t), at: entry.at, by: entry.by })),
  };
}

function laptopOf(room: Room, { device_id, is_own }: Entry, t: LookUp): string {
  if (is_own === 1) return t('This laptop');
  const known = laptops(room.db).find(({ device }) => device === device_id);
  return known ? `${known.letter} (${known.name})` : t('Laptop {{id}}', { id: device_id.slice(0, 6) });
}

function saysIn(
  room: Room,
  doubt: Doubt,
  { first, place, side }: { first: Entry; place: number; side: Side },
  t: LookUp,
): string {
  const { about, elector } = doubt;
  const { kind, key, rest } = readDoubt(about);
  const { detail } = first;
  if (first.kind === 'settled' && kind === 'registers') {
    const chosen = sql(room.db).entry.get(storedDetail('settled', detail).as);
    return chosen ? registerInWords(chosen.detail, t) : '';
  }
  if (kind === 'taken off' && place === 0) return t('Taken off the list');
  if (kind === 'taken off' && first.kind === 'setting') return t('It keeps the register');
  if (kind === 'carried') return side.said === '0' ? t('Nobody here') : peopleIn(room, side.said);
  if (kind === 'carried door' && first.kind === 'doorstep')
    return inOneLine([peopleIn(room, side.said), wordsOf(room, first, t)]);
  if (kind === 'carried door') return peopleIn(room, side.said);
  if (kind === 'two people') return answerInWords(doubt, side.said, t) ?? peopleIn(room, side.said);
  if (first.kind === 'settled')
    return answerInWords(doubt, storedDetail('settled', detail).as, t) ?? t('Both sheets stay');
  switch (kind) {
    case 'registers':
      return registerInWords(detail, t);
    case 'slips': {
      const id = Number(place === 0 ? key : rest);
      const numbers = sql(room.db).numbersOf.get(id) ?? 0;
      const what = t('Slip {{slip}}, numbers: {{number}}', {
        slip: slipNumber(room, `${id}`),
        number: numbers,
      });
      return inOneLine([what, first.kind === 'slip' ? slipHead(room, detail, t) : '']);
    }
    case 'slip':
      return slipHead(room, detail, t);
    case 'one number': {
      const added = electorRows(room.db).byId.get(Number(place === 0 ? key : rest));
      return added ? displayName(added) : '';
    }
    case 'elector':
      return rest === 'register'
        ? wordsOf(room, first, t)
        : valueInWords(t, rest, valueSet(room.db, first.id, elector ?? 0, rest));
    case 'setting':
      return settingValue(room, key, storedDetail('setting', detail).value, t);
    case 'station': {
      const station = storedDetail('station', detail);
      return 'removed' in station
        ? t('Polling station removed')
        : inOneLine([station.name, station.place, station.warp ? 'WARP' : '', ...station.districts]);
    }
    case 'walk': {
      const walk = storedDetail('walk', detail);
      if ('removed' in walk) return t('Walk {{removed}} deleted', walk);
      return inOneLine([
        walk.name,
        walk.note,
        walk.runner,
        ...(walk.streets ?? []).map(([, street]) => street),
      ]);
    }
    case 'question':
      return questionAnswer(room, detail, t);
    default:
      return wordsOf(room, first, t);
  }
}

function peopleIn(room: Room, electors: string): string {
  return inOneLine(
    electors.split(',').map((id) => {
      const elector = electorRows(room.db).byId.get(Number(id));
      return elector ? `${formatNumber(elector)} ${displayName(elector)}` : '';
    }),
  );
}

function wordsOf(room: Room, entry: Entry, t: LookUp): string {
  const elector = entry.elector_id === null ? undefined : electorRows(room.db).byId.get(entry.elector_id);
  const status = entry.status as EntryStatus | null;
  return inWords({ ...entry, status }, elector ? formatNumber(elector) : null, t);
}

/** Older versions did not note how many electors there were then. */
function registerInWords(detail: string | null, t: LookUp): string {
  const { file = '', electors } = storedDetail('import', detail);
  return inOneLine([
    file,
    electors === undefined ? '' : t('Electors in the register: {{number}}', { number: count(electors) }),
  ]);
}

function inOneLine(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

function slipHead(room: Room, detail: string | null, t: LookUp): string {
  const { district, stationId, toldAt, teller, toldCount, gaveNothing, isOpen } = storedDetail(
    'slip',
    detail,
  );
  return inOneLine([
    (stationId === null ? undefined : sql(room.db).station.get(stationId)) ?? district,
    toldAt === null ? '' : timeOfDay(toldAt),
    teller,
    toldCount === null ? '' : t('count {{number}}', { number: toldCount }),
    gaveNothing === null ? '' : t('gave nothing: {{number}}', { number: gaveNothing }),
    isOpen ? t('still being entered') : '',
  ]);
}

function valueInWords(t: LookUp, field: string, value: string | number | null): string {
  const name = fieldInWords(t, field);
  if (typeof value === 'number') return `${name}: ${value === 1 ? t('yes') : t('no')}`;
  return `${name}: ${value === null || value === '' ? t('nothing') : value}`;
}

const WORDS_OR_NUMBERS = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string(), z.number()])),
]);
const SETTING = z.union([z.record(z.string(), WORDS_OR_NUMBERS), WORDS_OR_NUMBERS]);

/** A setting as it is stored: a laptop, plain text, or a list of pairs. */
function settingValue(room: Room, setting: string, value: string, t: LookUp): string {
  if (setting === 'register_keeper') {
    const keeper = laptops(room.db).find(({ device }) => device === value);
    return keeper ? `${keeper.letter} (${keeper.name})` : t('Laptop {{id}}', { id: value.slice(0, 6) });
  }
  if (value === '') return setting === 'chase_postal' ? t('no') : t('nothing');
  if (value === 'yes') return t('yes');
  const said = value.startsWith('{') || value.startsWith('[') ? storedOrNull(value, SETTING) : null;
  if (said === null) return value;
  if (Array.isArray(said))
    return said
      .map((each) => (setting === 'walk_order' ? (sql(room.db).walk.get(Number(each)) ?? '') : `${each}`))
      .filter((each) => each !== '')
      .join(', ');
  return Object.entries(said)
    .map(([name, each]) => `${name}: ${each}`)
    .join(', ');
}

function questionAnswer(room: Room, detail: string | null, t: LookUp): string {
  const said = storedDetail('register', detail);
  const answer = 'question' in said ? said.answer : undefined;
  if (answer === 'other') return t('Somebody else');
  const elector = typeof answer === 'number' ? electorRows(room.db).byId.get(answer) : undefined;
  return elector ? `${formatNumber(elector)} ${displayName(elector)}` : t('Leave it as it is');
}
