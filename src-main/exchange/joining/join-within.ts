import { say } from '../../../src-shared/message.ts';
import { applyEntries } from '../../journal/apply.ts';
import { conflicts } from '../../journal/conflicts/conflicts.ts';
import { type ConflictsOfKind, conflictsByKind } from '../../journal/conflicts/conflicts-by-kind.ts';
import { displayName } from '../../register/elector/elector-name.ts';
import { formatNumber } from '../../register/elector/elector-number.ts';
import { electorRows, type StoredElector } from '../../register/elector-rows.ts';
import { addOwnRows } from '../../store/journal/journal.ts';
import { holdsInSql } from '../../store/journal/journal-links.ts';
import type { EntryContent } from '../../store/journal/journal-row.ts';
import { prepared } from '../../store/prepared.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { tellingInSql } from '../../turnout/mark.ts';
import { OPEN_NUMBERS } from '../../turnout/set-aside.ts';
import { carriedEntries, electorsInEntries, type People } from './carried-entries.ts';
import { type Figure, whatIsLeft } from './what-is-left.ts';
import { type RegistersCompared, type WhoIsWho, whoIsWho } from './who-is-who.ts';

/** An elector for people. */
type Named = { number: string; name: string; address: string };

/** Somebody of this room about whom there are entries, and who may be one of these on the other register. */
type Asked = Named & {
  /** What an answer is given for: the number, and whether they are off the register. */
  key: string;
  candidates: Named[];
  /** The answer that was given; null for none. */
  answer: string | null;
};

/** By the key of what is asked: the number of a candidate, or `not` for nobody there. */
export type JoinAnswers = Readonly<Record<string, string>>;

/** What joining does, or would do. */
export type Joined = {
  electors: RegistersCompared;
  asked: Asked[];
  /** Entries that come into the other room, and those that have come before. */
  entries: number;
  known: number;
  carried: Figure[];
  /** What does not come, and stays in the old room. */
  left: Figure[];
  /** Electors who are nobody there: their numbers are set aside, and their answers at the door are left. */
  nobody: (Named & { answer: string })[];
  /** What laptops of that day say differently then: in all, and by kind. */
  conflicts: number;
  conflictKinds: ConflictsOfKind[];
};

type Counts = { numbers: number; setAside: number; answers: number; slips: number; official: number };

const NOTHING: Counts = { numbers: 0, setAside: 0, answers: 0, slips: 0, official: 0 };

const sql = prepared((db) => ({
  /** Of these entries, those that are here. */
  known: db
    .prepare<[string], string>('SELECT id FROM journal WHERE id IN (SELECT value FROM json_each(?))')
    .pluck(),
  voted: db.prepare<[], number>('SELECT id FROM elector WHERE voted_at IS NOT NULL').pluck(),
  doorstep: db.prepare<[number], string>('SELECT doorstep FROM elector WHERE id = ?').pluck(),
  /** Of these entries. */
  counts: db.prepare<[string], Counts>(
    `SELECT COUNT(*) FILTER (WHERE ${tellingInSql('journal')} AND elector_id IS NOT NULL) AS numbers,
            COUNT(*) FILTER (WHERE ${OPEN_NUMBERS}) AS setAside,
            COUNT(DISTINCT elector_id) FILTER (WHERE kind = 'doorstep' AND ${holdsInSql('journal')}) AS answers,
            COUNT(DISTINCT detail ->> 'slip') FILTER (WHERE kind = 'slip' AND ${holdsInSql('journal')}) AS slips,
            COUNT(*) FILTER (WHERE kind = 'official' AND ${holdsInSql('journal')}) AS official
       FROM journal WHERE id IN (SELECT value FROM json_each(?))`,
  ),
  corrections: db
    .prepare<[string], number>(
      `SELECT COUNT(*) FROM journal
        WHERE kind = 'register' AND ${holdsInSql('journal')} AND id IN (SELECT value FROM json_each(?))`,
    )
    .pluck(),
  told: db
    .prepare<[string], number>(
      `SELECT DISTINCT elector_id FROM journal
        WHERE ${tellingInSql('journal')} AND elector_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
    )
    .pluck(),
}));

/**
 * Carries what this room has entered into the other room. Whoever may be somebody there has to be asked about; without
 * an answer they count as nobody here, so that a preview can be shown. Call it inside `there.change`.
 * @throws Refusal for an answer that was not asked for.
 */
export function joinWithin(
  here: Room,
  there: Room,
  answers: JoinAnswers,
  letter: string,
): { joined: Joined; people: People } {
  const matching = whoIsWho(here, there);
  const about = electorsInEntries(here);
  const asked = askedAbout(here, about, matching, answers);
  const people = whoAre(about, matching, chosen(asked));
  const votedBefore = new Set(sql(there.db).voted.all());
  const { entries, left } = carriedEntries(here, there, { people, letter });
  const fresh = addCarried(there, entries);
  const all = JSON.stringify(fresh);
  const differing = conflicts(there);
  const counts = sql(there.db).counts.get(all) ?? NOTHING;
  const twice = sql(there.db)
    .told.all(all)
    .filter((id) => votedBefore.has(id)).length;
  const open = new Set(asked.flatMap(({ id, answer }) => (answer === null ? id : [])));
  const joined = {
    electors: matching.compared,
    asked: asked.map(({ id: _, meant: __, ...each }) => each),
    entries: fresh.length,
    known: entries.length - fresh.length,
    carried: filled([
      { what: say('Tellers’ numbers'), count: counts.numbers },
      { what: say('of which the other laptop has too'), count: twice },
      { what: say('Numbers set aside'), count: counts.setAside },
      { what: say('Slips'), count: counts.slips },
      { what: say('Official figures'), count: counts.official },
      { what: say('Answers at the door'), count: counts.answers },
      { what: say('Corrections of electors'), count: sql(there.db).corrections.get(all) ?? 0 },
    ]),
    left: whatIsLeft(here, there, left),
    nobody: [...people.nobody.keys()].flatMap((id) => {
      const elector = open.has(id) ? undefined : electorRows(here.db).byId.get(id);
      return elector ? [{ ...named(elector), answer: sql(here.db).doorstep.get(id) ?? '' }] : [];
    }),
    conflicts: differing.length,
    conflictKinds: conflictsByKind(differing),
  };
  return { joined, people };
}

/** `about` are those whom entries are about. */
function whoAre(
  about: readonly number[],
  { matched, sure, isTaken }: WhoIsWho,
  answered: ReadonlyMap<number, number>,
): People {
  const same = new Map(matched);
  const nobody = new Map<number, boolean>();
  for (const id of about) {
    const there = answered.get(id) ?? same.get(id) ?? sure(id);
    if (there === null) nobody.set(id, isTaken(id));
    else same.set(id, there);
  }
  return { same, nobody };
}

/** Adds those that have not come before, and applies them. Returns their ids. Call it inside `there.change`. */
export function addCarried(there: Room, entries: readonly EntryContent[]): string[] {
  const known = new Set(sql(there.db).known.all(JSON.stringify(entries.map(({ id }) => id))));
  const fresh = entries.filter(({ id }) => !known.has(id));
  const changed = addOwnRows(there, fresh);
  const ids = fresh.map(({ id }) => id);
  applyEntries(there, [...ids, ...changed]);
  return ids;
}

function filled(figures: Figure[]): Figure[] {
  return figures.filter(({ count }) => count > 0);
}

type Question = Asked & { id: number; meant: ReadonlyMap<string, number> };

/** Those whom entries are about and of whom it is not sure who they are there, but who may be somebody. */
function askedAbout(
  here: Room,
  about: readonly number[],
  { sure, candidates }: WhoIsWho,
  answers: JoinAnswers,
): Question[] {
  const questions = about.flatMap((id): Question[] => {
    const elector = sure(id) === null ? electorRows(here.db).byId.get(id) : undefined;
    const meant = elector ? candidates(id) : [];
    if (!elector || meant.length === 0) return [];
    const who = named(elector);
    const key = elector.removed_at === null ? who.number : `${who.number} (removed)`;
    return [
      {
        id,
        key,
        ...who,
        candidates: meant.map(named),
        meant: new Map(meant.map((each) => [formatNumber(each), each.id])),
        answer: answers[key] ?? null,
      },
    ];
  });
  const byKey = new Map(questions.map((each) => [each.key, each]));
  for (const [key, answer] of Object.entries(answers)) {
    const question = byKey.get(key);
    if (!question) throw new Refusal(say('{{key}} is not asked about. Take that answer out.', { key }));
    if (answer !== NOBODY && !question.meant.has(answer))
      throw new Refusal(
        say('{{answer}} is no answer for {{key}}. Answer with “not”, or with one of these: {{numbers}}.', {
          answer,
          key,
          numbers: [...question.meant.keys()],
        }),
      );
  }
  return questions;
}

/** The answer that nobody there is that elector. */
const NOBODY = 'not';

/** @throws Refusal if two electors were said to be one. */
function chosen(questions: readonly Question[]): Map<number, number> {
  const answered = new Map<number, number>();
  const taken = new Set<number>();
  for (const { id, answer, key, meant } of questions) {
    const there = answer === null ? undefined : meant.get(answer);
    if (there === undefined) continue;
    if (taken.has(there))
      throw new Refusal(
        say('{{answer}} was chosen for {{key}} and for somebody before. One of them is another person.', {
          answer: answer ?? '',
          key,
        }),
      );
    answered.set(id, there);
    taken.add(there);
  }
  return answered;
}

function named(elector: StoredElector): Named {
  return { number: formatNumber(elector), name: displayName(elector), address: elector.address };
}
