import { type Message, say } from '../../src-shared/message.ts';
import { addToJournal } from '../store/journal/journal.ts';
import { entriesSince, lastEntry } from '../store/journal/register-entries.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import type { AbsentVote } from './elector/absent-vote.ts';
import type { MarkerMeaning } from './elector/elections.ts';
import { displayName, type ElectorName, mayBeNamed } from './elector/elector-name.ts';
import { type ElectorNumber, formatNumber } from './elector/elector-number.ts';
import { votesBy } from './elector/standing.ts';
import {
  meaningSet,
  readMarkerSettings,
  type VotingRules,
  votingRules,
  writePollSettings,
} from './elector/voting-rules.ts';
import { electorRows, type StoredElector } from './elector-rows.ts';
import type { ListedVote } from './file/columns/absent-columns.ts';
import type { SaidByList } from './file/list-titles.ts';
import { type AbsentLine, type AbsentReading, keptOffBy, type LineSays, saysOf } from './file/read-absent.ts';
import { askedValues, withoutAnswered } from './import/answered-cells.ts';
import { keepOffByList } from './kept-off-by-list.ts';
import { refreshStanding } from './refresh-standing.ts';
import { rehearsal } from './rehearsal.ts';
import type { AskedValue, CellReport, LineNote, NamedElectors } from './types.ts';

/** A person's choices about a list. */
export type AbsentChoice = {
  /** What a line is that does not say; null for what the list says that it lists. */
  otherwise: ListedVote | null;
  /** Everybody else in its polling districts does not vote in this way. */
  complete: boolean;
  /** What is asked about the list has been answered with yes. */
  confirmed: boolean;
  /** What words of the list mean that were not understood, in addition to what the room knows. */
  markers?: Record<string, MarkerMeaning> | undefined;
  by: string;
  fileName: string;
};

/**
 * What has to be confirmed before a list is used. `which`: neither the list nor the person says what it lists, and only
 * choosing helps; `other`: the list says something else than the person chose; `ended`: it says that its votes have
 * ended; `fewer`: it is said to be complete, but has far fewer than the room has.
 */
type AbsentAsk = { about: 'which' | 'other' | 'ended' | 'fewer'; said: Message };

/** Who votes differently from now on. Somebody may stop being postal and become proxy. */
export type VotesChanged = Record<'becomePostal' | 'becomeProxy' | 'stopPostal' | 'stopProxy', NamedElectors>;

/** What a list of absent voters does, or would do. */
export type AbsentResult = VotesChanged & {
  /** Lines of the list that name an elector in the room. */
  found: number;
  /** Electors whose standing on polling day is another one now. */
  changed: number;
  /** Postal voters of the room. */
  postal: number;
  /** Who is on no sheet from now on, since the list says that they moved or died. */
  keptOff: NamedElectors;
  /** The polling districts of the list. */
  districts: string[];
  /** What the list says that it lists. */
  says: SaidByList[];
  /** What its lines are if they do not say. */
  otherwise: ListedVote;
  asks: AbsentAsk[];
  /** Lines that were left out: not found, or somebody else. */
  rejected: LineNote[];
  warnings: LineNote[];
  /** Words that were not understood, with the answers that were given; without one, their electors stay as they are. */
  asked: AskedValue[];
  cells: CellReport;
  /** The entries of the journal, which can be undone together. */
  entries: string[];
};

/** The result of setting how everybody votes. */
export type EverybodyVotes = VotesChanged & { changed: number; entry: string };

const sql = prepared((db) => ({
  set: db.prepare('UPDATE elector SET absent = ? WHERE id = ?'),
  all: db.prepare('SELECT id, absent FROM elector'),
  /** Of most electors neither the register nor a list has ever said anything, and nothing has to be said again. */
  setAll: db.prepare<{ vote: '' | 'none' }>(
    "UPDATE elector SET absent = :vote WHERE absent <> :vote AND (absent <> '' OR markers <> '')",
  ),
  current: db.prepare<
    [],
    ElectorNumber & Pick<StoredElector, 'id' | 'surname' | 'forename' | 'markers' | 'absent'>
  >(
    `SELECT id, district, number, suffix, surname, forename, markers, absent FROM elector
      WHERE removed_at IS NULL ORDER BY district, number, suffix`,
  ),
  postal: db.prepare<[], number>('SELECT COUNT(*) FROM elector WHERE postal AND removed_at IS NULL').pluck(),
}));

/**
 * Uses a list of absent voters: those on it are left off sheets accordingly, whatever the register's markers say. A
 * complete list of postal voters also clears the postal votes of everybody else in its districts, one of proxies their
 * proxies. Call it inside `room.change`, or on a draft or in a rehearsal to see what it would do.
 * @throws Refusal if no line of the list names an elector in the room.
 */
export function useAbsentVoters(room: Room, list: AbsentReading, choice: AbsentChoice): AbsentResult {
  const seq = lastEntry(room.db);
  if (choice.markers)
    writePollSettings(room, { markers: { ...readMarkerSettings(room), ...choice.markers } }, choice.by);
  const rules = votingRules(room);
  const otherwise = choice.otherwise ?? saidAlone(list.says)?.vote ?? 'postal';
  const { found, onList, rejected, namesIgnored } = findElectors(room, list, rules);
  if (found.length === 0) {
    throw new Refusal(
      say('No line of the list names an elector of this room, so nothing was changed. {{reason}}', {
        reason: rejected[0]?.reason ?? say('It has no elector numbers.'),
      }),
    );
  }
  const { votes, warnings } = votesOf(found, otherwise);
  const meaningOf = (key: string) => meaningSet(rules, key);
  const saidOfElectors = found.map((line) => ({ id: line.id, ...keptOffBy(line, meaningOf) }));
  const districts = new Set(list.lines.map(({ number }) => number.district));
  const before = absentNow(room);
  const were = waysNow(room, rules);
  const kinds = kindsListed(list, choice, votes);
  const others = were.filter(
    ({ id, way, district }) =>
      choice.complete && districts.has(district) && kinds.has(way) && !onList.has(id),
  );
  for (const { id } of others) sql(room.db).set.run('none', id);
  for (const [id, vote] of votes) sql(room.db).set.run(vote, id);
  const keptOff = keepOffByList(room, saidOfElectors, { file: choice.fileName, by: choice.by });
  const changed = refreshStanding(room) + keptOff.length;
  const counts = { found: found.length, changed, postal: sql(room.db).postal.get() ?? 0 };
  addToJournal(room, {
    kind: 'register',
    by: choice.by,
    detail: {
      file: choice.fileName,
      absentVoters: counts,
      complete: choice.complete,
      absent: changesSince(room, before),
    },
  });
  return {
    ...counts,
    ...votesChanged(room, were, rules),
    keptOff: named(keptOff),
    districts: [...districts].sort(),
    says: list.says,
    otherwise,
    asks: [
      ...asksWhich(list, choice, rules),
      ...asksIfEnded(list, votes),
      ...asksIfFewer({ votes, others, were, districts }),
    ],
    rejected,
    warnings: [...(namesIgnored ? [ONLY_NUMBERS] : []), ...list.warnings, ...warnings].sort(
      (a, b) => a.line - b.line,
    ),
    asked: askedValues(list.cells, rules),
    cells: withoutAnswered(list.cells, rules),
    entries: entriesSince(room.db, seq),
  };
}

/**
 * Imports a list of absent voters, in one durable change.
 * @throws Refusal if something about it has to be confirmed and is not.
 */
export function importAbsentVoters(room: Room, list: AbsentReading, choice: AbsentChoice): AbsentResult {
  return room.change(() => {
    const result = useAbsentVoters(room, list, choice);
    refuseUnconfirmedList(result, choice);
    return result;
  });
}

/** @throws Refusal if something about a list has to be confirmed and is not. */
export function refuseUnconfirmedList(
  { asks: [ask] }: AbsentResult,
  { confirmed }: Pick<AbsentChoice, 'confirmed'>,
): void {
  if (ask && !confirmed) throw new Refusal(ask.said);
}

/** What importing a list would do. Nothing is changed. */
export function previewAbsentVoters(
  room: Room,
  list: AbsentReading,
  choice: AbsentChoice,
): Promise<AbsentResult> {
  return rehearsal(room, () => useAbsentVoters(room, list, choice));
}

/** An elector on the register, and how they vote. */
type Way = ElectorNumber & { id: number; surname: string; forename: string; way: ListedVote };

/** A line that names an elector. `says` is null if it is not understood. */
type FoundLine = AbsentLine & { id: number };

function findElectors(room: Room, list: AbsentReading, rules: VotingRules) {
  const rejected = [...list.rejected];
  const namesIgnored = list.names === 'not recognised' || areOthersNames(room, list);
  const found: FoundLine[] = [];
  /** Whoever has a number of the list, also if the name is another. */
  const onList = new Set<number>();
  for (const each of list.lines) {
    const { line, number, name } = each;
    const elector = electorRows(room.db).byNumber.get(number.district, number.number, number.suffix);
    const key = formatNumber(number);
    if (!elector) {
      rejected.push({
        line,
        reason: say('{{number}} is not on the register of this room.', { number: key }),
      });
      continue;
    }
    onList.add(elector.id);
    if (namesIgnored || mayBeNamed(name, elector))
      found.push({ ...each, says: saidOf(each, rules), id: elector.id });
    else {
      rejected.push({
        line,
        reason: say(
          '{{number}} is {{name}} in the list, but {{other}} on the register, so it was left out. The list may be of an older register.',
          { number: key, name: name.written, other: displayName(elector) },
        ),
      });
    }
  }
  return { found, onList, rejected, namesIgnored };
}

/** Names beside the numbers that are nearly all other people's are not the electors': they may be their proxies'. */
function areOthersNames(room: Room, { names, lines }: AbsentReading): boolean {
  if (names !== 'guessed') return false;
  const { byNumber } = electorRows(room.db);
  const same = lines.flatMap(({ number, name }) => {
    const elector = byNumber.get(number.district, number.number, number.suffix);
    return elector ? [mayBeNamed(name, elector)] : [];
  });
  return same.filter((each) => each).length * 2 < same.length;
}

const ONLY_NUMBERS: LineNote = {
  line: 1,
  reason: say(
    'Only the elector numbers of the list were recognised, so no name was compared with the register. Check some of those found.',
  ),
};

/** What a line says, with the room's answers. */
function saidOf(line: AbsentLine, rules: VotingRules): LineSays | null {
  return saysOf(line, (key) => meaningSet(rules, key));
}

/** How each elector votes by the list. If lines differ, a vote that was granted counts over one that has ended. */
function votesOf(found: readonly FoundLine[], otherwise: ListedVote) {
  const votes = new Map<number, Exclude<AbsentVote, ''>>();
  const warnings: LineNote[] = [];
  for (const { id, line, number, says } of found) {
    if (says === null) continue;
    const said = says.vote ?? otherwise;
    const vote = said !== 'none' && says.denies.has(said) ? 'none' : said;
    const earlier = votes.get(id);
    if (earlier !== undefined && earlier !== vote)
      warnings.push({
        line,
        reason: say(
          '{{number}} is in the list twice, with different votes. One that is not cancelled counts.',
          {
            number: formatNumber(number),
          },
        ),
      });
    if (earlier === undefined || RANK[vote] > RANK[earlier]) votes.set(id, vote);
  }
  return { votes, warnings };
}

/** A proxy who votes by post is still a proxy. */
const RANK = { none: 0, postal: 1, proxy: 2 };

function saidAlone(says: readonly SaidByList[]): SaidByList | null {
  return says.length === 1 ? (says[0] ?? null) : null;
}

/** What a list lists, and so clears if it is complete. */
function kindsListed(
  { says }: AbsentReading,
  { otherwise }: AbsentChoice,
  votes: ReadonlyMap<number, AbsentVote>,
): ReadonlySet<AbsentVote> {
  const kinds = new Set<AbsentVote>(
    otherwise !== null && says.length < 2 ? [otherwise] : says.map(({ vote }) => vote),
  );
  for (const vote of votes.values()) kinds.add(vote);
  return kinds;
}

/** Whether no line needs to know what the list lists. */
export function eachLineSays({ lines }: AbsentReading, rules: VotingRules): boolean {
  const needsNothing = (said: LineSays | null) =>
    said === null || said.vote !== null || said.denies.size === 2;
  return lines.every((line) => needsNothing(saidOf(line, rules)));
}

/** A list of votes that were cancelled makes nobody a postal voter or a proxy unasked. */
function asksIfEnded(
  { saysEnded: words }: AbsentReading,
  votes: ReadonlyMap<number, AbsentVote>,
): AbsentAsk[] {
  const isVote = [...votes.values()].some((vote) => vote !== 'none');
  return words !== '' && isVote ? [{ about: 'ended', said: hasEnded(words) }] : [];
}

function hasEnded(words: string): Message {
  return say(
    'The list says “{{words}}”, so its electors may no longer have such a vote. If they do not, add a column “Status” with the word “Cancelled” on each line, and choose the list again. If they do, confirm it.',
    { words },
  );
}

/** Lines that do not say need to know what the list lists. */
function asksWhich(list: AbsentReading, { otherwise }: AbsentChoice, rules: VotingRules): AbsentAsk[] {
  const { says } = list;
  if (eachLineSays(list, rules)) return [];
  const said = saidAlone(says);
  if (otherwise === null) return said ? [] : [{ about: 'which', said: WHICH }];
  return said && said.vote !== otherwise ? [{ about: 'other', said: isOther(said) }] : [];
}

const WHICH = say('The list does not say whether it lists postal voters or proxies. Choose which.');

function isOther({ vote, words }: SaidByList): Message {
  return vote === 'proxy'
    ? say(
        'The list says “{{words}}”, so it seems to list proxies, not postal voters. Choose proxies, or confirm that they are postal voters.',
        { words },
      )
    : say(
        'The list says “{{words}}”, so it seems to list postal voters, not proxies. Choose postal voters, or confirm that they are proxies.',
        { words },
      );
}

/** A complete list that has fewer than this part of those there are is asked about. */
const FEWER = 0.75;

function asksIfFewer({
  votes,
  others,
  were,
  districts,
}: {
  votes: ReadonlyMap<number, AbsentVote>;
  others: readonly Way[];
  were: readonly Way[];
  districts: ReadonlySet<string>;
}): AbsentAsk[] {
  return (['postal', 'proxy'] as const).flatMap((vote): AbsentAsk[] => {
    const stop = others.filter(({ way }) => way === vote).length;
    const now = were.filter(({ way, district }) => way === vote && districts.has(district)).length;
    const listed = [...votes.values()].filter((each) => each === vote).length;
    return stop > 0 && listed < now * FEWER
      ? [{ about: 'fewer', said: isFewer(vote, { listed, now, stop }) }]
      : [];
  });
}

function isFewer(
  vote: ListedVote,
  { listed, now, stop }: Record<'listed' | 'now' | 'stop', number>,
): Message {
  return vote === 'proxy'
    ? say(
        'Proxies on the list: {{listed}}. Proxies in its polling districts now: {{now}}. If the list is complete, {{stop}} of them will vote in person. Confirm that it is complete, or import it as not complete.',
        { listed, now, stop },
      )
    : say(
        'Postal voters on the list: {{listed}}. Postal voters in its polling districts now: {{now}}. If the list is complete, {{stop}} of them will vote in person. Confirm that it is complete, or import it as not complete.',
        { listed, now, stop },
      );
}

/**
 * Sets how everybody votes: `none` clears every postal vote and proxy (last year's flags), `''` goes back to the
 * register's markers. Call it inside `room.change`, or on a draft or in a rehearsal to see what it would do.
 */
export function useForEverybody(room: Room, vote: '' | 'none', by: string): EverybodyVotes {
  const rules = votingRules(room);
  const before = absentNow(room);
  const were = waysNow(room, rules);
  sql(room.db).setAll.run({ vote });
  const changed = refreshStanding(room);
  const absent = changesSince(room, before);
  const { id: entry } = addToJournal(room, {
    kind: 'register',
    by,
    detail: { everybodyVotes: vote, changed, absent },
  });
  return { ...votesChanged(room, were, rules), changed, entry };
}

/** The same in one durable change. */
export function setAbsentForAll(room: Room, vote: '' | 'none', by: string): EverybodyVotes {
  return room.change(() => useForEverybody(room, vote, by));
}

/** What that would do. Nothing is changed. */
export function previewAbsentForAll(room: Room, vote: '' | 'none'): Promise<EverybodyVotes> {
  return rehearsal(room, () => useForEverybody(room, vote, ''));
}

/** Everybody on the register who votes by post or by proxy, in the order of their numbers. */
function waysNow(room: Room, rules: VotingRules): Way[] {
  return sql(room.db)
    .current.all()
    .flatMap(({ markers, absent, ...elector }) => {
      const way = votesBy(markers, absent, rules);
      return way === 'none' ? [] : [{ ...elector, way }];
    });
}

function votesChanged(room: Room, were: readonly Way[], rules: VotingRules): VotesChanged {
  const are = waysNow(room, rules);
  const change = (from: readonly Way[], to: readonly Way[], vote: ListedVote): NamedElectors => {
    const others = new Set(to.flatMap(({ id, way }) => (way === vote ? [id] : [])));
    const electors = from.filter(({ id, way }) => way === vote && !others.has(id));
    return named(electors.map((elector) => ({ elector })));
  };
  return {
    becomePostal: change(are, were, 'postal'),
    becomeProxy: change(are, were, 'proxy'),
    stopPostal: change(were, are, 'postal'),
    stopProxy: change(were, are, 'proxy'),
  };
}

/** The first few hundred by name. */
function named(electors: readonly { elector: ElectorNumber & ElectorName; what?: Message }[]): NamedElectors {
  return {
    total: electors.length,
    electors: electors.slice(0, NAMED).map(({ elector, what }) => ({
      number: formatNumber(elector),
      name: displayName(elector),
      ...(what ? { what } : {}),
    })),
  };
}

const NAMED = 500;

/** How everybody votes by a list, by elector. */
function absentNow(room: Room): Map<number, string> {
  return new Map(sql(room.db).all.raw().all() as [number, string][]);
}

/** So that it can be undone. */
function changesSince(room: Room, before: ReadonlyMap<number, string>): Record<number, [string, string]> {
  return Object.fromEntries(
    [...absentNow(room)].flatMap(([id, now]) => {
      const was = before.get(id) ?? now;
      return was === now ? [] : [[id, [was, now] as [string, string]] as const];
    }),
  );
}
