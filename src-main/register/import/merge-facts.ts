import type { Door } from '../address/doors.ts';
import type { ElectorFacts, StoredElector } from '../elector-rows.ts';
import type { RegisterElector } from '../file/elector-list.ts';
import { readEarlierAnswers } from '../kept-facts.ts';
import type { Answer } from './answers.ts';

/**
 * An elector's facts: the register's, and what the party knows over what the room has.
 */
export function mergedFacts(
  elector: RegisterElector,
  known: Answer,
  door: Door,
  past: string,
  stored: StoredElector | undefined,
): ElectorFacts {
  const canvass = mergedCanvass(known, stored);
  // One literal, field by field: a spread would make the import of a large register a tenth slower.
  return {
    surname: elector.surname,
    forename: elector.forename,
    address: door.address,
    postcode: door.postcode,
    house: door.house,
    flat: door.flat,
    markers: elector.markers,
    born_on: elector.bornOn,
    attains_on: elector.attainsOn,
    absent: stored?.absent ?? '',
    past,
    vi: canvass.vi,
    vi_on: canvass.vi_on,
    vi_past: canvass.vi_past,
    phone: canvass.phone,
    note: canvass.note,
    lift: canvass.lift,
    do_not_knock: canvass.do_not_knock,
    gone: stored?.gone ?? '',
  };
}

export const CANVASS_FIELDS = ['vi', 'vi_on', 'vi_past', 'phone', 'note', 'lift', 'do_not_knock'] as const;
export type CanvassFacts = Pick<ElectorFacts, (typeof CANVASS_FIELDS)[number]>;

/**
 * What the party knows, over what the room has. `known` is what `Answers.of` gives. A blank takes nothing away, and
 * neither does anything older than the room's answer.
 */
export function mergedCanvass(known: Answer, stored: CanvassFacts | undefined): CanvassFacts {
  const vi = known.votingIntention ?? '';
  const facts: CanvassFacts = {
    vi,
    // A blank answer may have a date.
    vi_on: vi === '' ? '' : known.answeredOn,
    vi_past: known.earlier.length === 0 ? '' : JSON.stringify(known.earlier),
    phone: known.phone ?? '',
    note: known.note ?? '',
    lift: (known.lift ?? stored?.lift) ? 1 : 0,
    do_not_knock: (known.doNotKnock ?? stored?.do_not_knock) ? 1 : 0,
  };
  if (!stored) return facts;
  const isOlder = known.answeredOn !== '' && known.answeredOn < stored.vi_on;
  for (const name of ['phone', 'note'] as const)
    if (facts[name] === '' || (isOlder && stored[name] !== '')) facts[name] = stored[name];
  if (vi === '' || (isOlder && stored.vi !== '')) {
    facts.vi = stored.vi;
    facts.vi_on = stored.vi_on;
  } else if (vi === stored.vi && facts.vi_on === '') {
    facts.vi_on = stored.vi_on;
  }
  if (facts.vi_past === '') facts.vi_past = stored.vi_past;
  if (facts.vi !== stored.vi && stored.vi !== '' && stored.vi_on !== '') {
    facts.vi_past = JSON.stringify([{ label: stored.vi_on, code: stored.vi }, ...readEarlierAnswers(facts)]);
  }
  return facts;
}

/** What the party knows, from facts that were stored. */
export function canvassIn({
  vi,
  vi_on,
  vi_past,
  phone,
  note,
  lift,
  do_not_knock,
}: Partial<CanvassFacts>): Answer {
  return {
    votingIntention: vi ?? null,
    answeredOn: vi_on ?? '',
    earlier: readEarlierAnswers({ vi_past: vi_past ?? '' }),
    phone: phone ?? null,
    note: note ?? null,
    lift: Boolean(lift) || null,
    doNotKnock: Boolean(do_not_knock) || null,
  };
}

/**
 * What the lines of a canvass file say about one elector: of each thing the newest that is filled. Of lines with the
 * same date the last is the newest, and lines without a date are older than those with one. An unticked box does not
 * undo anything.
 */
export function newestOf(lines: readonly Answer[]): Answer {
  const newestFirst = lines
    .toReversed()
    .sort((a, b) => (a.answeredOn < b.answeredOn ? 1 : a.answeredOn > b.answeredOn ? -1 : 0));
  const answered = newestFirst.find(({ votingIntention }) => votingIntention);
  return {
    votingIntention: answered?.votingIntention ?? null,
    answeredOn: (answered ?? newestFirst[0])?.answeredOn ?? '',
    earlier: newestFirst.find(({ earlier }) => earlier.length > 0)?.earlier ?? [],
    phone: newestFirst.find(({ phone }) => phone)?.phone ?? null,
    note: newestFirst.find(({ note }) => note)?.note ?? null,
    lift: lines.some(({ lift }) => lift) || null,
    doNotKnock: doNotKnockIn(newestFirst),
  };
}

/** Yes if any line says so; no only if one says that they may be knocked. */
function doNotKnockIn(lines: readonly Answer[]): boolean | null {
  const said = lines.map(({ doNotKnock }) => doNotKnock);
  return said.includes(true) || (said.includes(false) ? false : null);
}

/** If both files of one import have an answer, the canvass file's counts, unless the register's own is newer. */
export function canvassOver(register: Answer, answer: Answer): Answer {
  const isOlder =
    answer.answeredOn !== '' && answer.answeredOn < register.answeredOn && Boolean(register.votingIntention);
  const answered = Boolean(answer.votingIntention) && !isOlder;
  return {
    votingIntention: answered ? answer.votingIntention : register.votingIntention,
    answeredOn: answered ? answer.answeredOn : register.answeredOn,
    earlier: answer.earlier.length > 0 ? answer.earlier : register.earlier,
    phone: answer.phone || register.phone,
    note: answer.note || register.note,
    lift: answer.lift || register.lift,
    doNotKnock: doNotKnockIn([register, answer]),
  };
}
