import { anyOf, type Message, say } from '../../../src-shared/message.ts';
import { runSteps } from '../../../src-shared/steps.ts';
import { addToJournal } from '../../store/journal/journal.ts';
import { ensureKeepsRegister } from '../../store/laptops/laptops.ts';
import { newId } from '../../store/new-id.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import type { Door } from '../address/doors.ts';
import { areLettersCleared, clearLaterLetters } from '../cleared-letters.ts';
import {
  type CodeMeaning,
  readCodeMeanings,
  withPromises,
  writeCodeMeanings,
  writePromisesFor,
} from '../elector/code-meanings.ts';
import type { ElectionKind } from '../elector/elections.ts';
import { displayName, nameInSentence } from '../elector/elector-name.ts';
import { formatNumber } from '../elector/elector-number.ts';
import { joinedMarkers } from '../elector/markers.ts';
import { type PollSettings, votingRules, writePollSettings } from '../elector/voting-rules.ts';
import {
  columnsChanged,
  type ElectorFacts,
  electorRow,
  electorRows,
  insertElector,
  NewElectors,
  type RowRules,
  type StoredElector,
} from '../elector-rows.ts';
import type { Canvass } from '../file/canvass-cells.ts';
import { rememberOrders } from '../file/columns/known-orders.ts';
import type { RegisterElector } from '../file/elector-list.ts';
import { type CanvassReading, linesOf } from '../file/read-canvass.ts';
import type { RegisterReading } from '../file/read-register.ts';
import { asRegistered, readRegisterSays } from '../kept-facts.ts';
import { IdSet } from '../packed.ts';
import { PastElections } from '../past-elections.ts';
import { refreshStanding } from '../refresh-standing.ts';
import { rememberDistrictNames } from '../streets/kept-district-names.ts';
import { streetCalled } from '../streets/refresh-streets.ts';
import { StreetBook } from '../streets/street-book.ts';
import { recountStreets } from '../streets/street-counts.ts';
import type { ImportResult } from '../types.ts';
import { Answers } from './answers.ts';
import { CanvassJoin } from './canvass-join.ts';
import { factsIn, ImportReport } from './import-report.ts';
import { mergedFacts } from './merge-facts.ts';
import { misreadIn, type RegisterRefused } from './misread.ts';
import { changeByDraft } from './plan/drafted.ts';
import { ask } from './questions.ts';
import { type Renumbering, recogniseRenumbering } from './renumbered.ts';
import { isSamePerson } from './same-person.ts';
import { StoredElectors } from './stored-electors.ts';

export type ImportInput = {
  register: RegisterReading;
  layout: Message;
  /** Name of the register's file, for the journal. */
  fileName?: string | undefined;
  canvass?: CanvassReading | undefined;
  /** The only codes that count as a promise; undefined keeps the room's. */
  promises?: readonly string[] | undefined;
  /** Meanings of codes, in addition to the room's. */
  meanings?: Record<string, CodeMeaning> | undefined;
  poll?: PollSettings | undefined;
  /** The polls that the promise of each code is for; undefined keeps the room's. */
  promisesFor?: Record<string, ElectionKind[]> | undefined;
  /** Import the good lines even if many were refused. */
  acceptRefused: boolean;
  /** Called instead of a refusal of the whole register, which is then imported all the same. */
  whenRefused?: ((refused: RegisterRefused) => void) | undefined;
  /** Remove electors who are not in the file even if it has only a small part of a district. */
  removeMissing?: boolean | undefined;
  /** Postal votes and proxies were cleared for everybody, so the file's letters do not count. */
  lettersCleared?: boolean | undefined;
  by: string;
};

/** Progress of the writing, in electors. */
export type ImportProgress = { done: number; total: number };

/**
 * Imports a register and its canvass into the room, in one transaction. Marks stay. Electors of the file's polling
 * districts that it no longer lists are removed (a monthly update removes only those it names). Facts without a
 * column in the file stay as they were.
 * @throws Refusal if the register is refused; the room is then unchanged.
 */
export function importRegister(room: Room, input: ImportInput): ImportResult {
  ensureKeepsRegister(room);
  const lettersCleared = areLettersCleared(room);
  return changeByDraft(room, (draft) => runSteps(importing(draft, { ...input, lettersCleared })));
}

/** The same in steps, on a draft of the room. */
export function importing(room: Room, input: ImportInput): Generator<ImportProgress, ImportResult> {
  if (input.register.electors.length === 0 && input.register.rejected.length === 0) {
    throw new Refusal(
      say('The file has headings but no electors below them. Ask for it again, or choose another file.'),
    );
  }
  return new Import(room, input).run();
}

const NO_INTENTIONS = say(
  'No column has voting intentions, so --promises makes nobody in this file a promise. Name the column with --mapping, or add a canvass file.',
);

function lettersDoNotCount(count: number): Message {
  return say(
    'Postal votes and proxies were cleared for everybody, so those of {{count}} electors by the letters of this register do not count. If they do, use the register’s letters, under Postal and proxy.',
    { count },
    'Postal votes and proxies were cleared for everybody, so that of {{count}} elector by the letters of this register does not count. If it does, use the register’s letters, under Postal and proxy.',
  );
}

/** Whether a column of either file has voting intentions. */
function hasIntentions({ register, canvass }: ImportInput): boolean {
  const has = (votingIntention: string | null) => votingIntention !== null;
  return (
    register.electors.counts('votingIntention').keys().some(has) ||
    (canvass !== undefined && linesOf(canvass).some((line) => has(line.votingIntention)))
  );
}

/** A file that lists fewer than one in this many of a district's electors is treated as additions to it. */
const WHOLE_FROM = 2;

/** Electors written between two steps. */
const STEP = 2000;

class Import {
  readonly #room: Room;
  readonly #input: ImportInput;
  readonly #rows: ReturnType<typeof electorRows>;
  readonly #rules: RowRules;
  readonly #rulesChanged: boolean;
  readonly #streets: StreetBook;
  readonly #past: PastElections;
  readonly #report: ImportReport;
  readonly #answers: Answers;
  readonly #canvass: CanvassJoin;
  readonly #stored: StoredElectors;
  /** Those removed; loaded on demand. */
  #removed: Map<string, StoredElector[]> | undefined;
  readonly #new: NewElectors;
  readonly #seen = new IdSet();
  /** Whether the file is a register, and not a monthly update. */
  readonly #isWhole: boolean;
  #renumbering: Renumbering | null = null;
  #hasAdded = false;
  #lastDoor: Door | undefined;
  #lastStreet = { id: 0, hasName: false };

  constructor(room: Room, input: ImportInput) {
    this.#room = room;
    this.#input = input;
    this.#rows = electorRows(room.db);
    this.#new = new NewElectors(room);
    const before = JSON.stringify(settingsOf(room));
    writeRules(room, input);
    const { rules, codes } = settingsOf(room);
    this.#rules = { rules: votingRules(room), codes: readCodeMeanings(room) };
    this.#rulesChanged = before !== JSON.stringify({ rules, codes });
    this.#streets = new StreetBook(room);
    this.#past = new PastElections(room, input.register);
    this.#isWhole = input.register.electors.isWhole;
    this.#stored = new StoredElectors(room);
    this.#report = new ImportReport(input, !this.#stored.areNone);
    this.#answers = new Answers(this.#rules);
    if (input.promises && !hasIntentions(input)) this.#report.warn(1, NO_INTENTIONS);
    this.#canvass = new CanvassJoin(input.canvass, this.#answers, this.#report);
  }

  *run(): Generator<ImportProgress, ImportResult> {
    const { register, layout, by } = this.#input;
    const total = register.electors.length;
    if (this.#isWhole) this.#renumbering = recogniseRenumbering(register.electors, this.#stored);
    const replaced = this.#renumbering ? this.#freeNumbers(this.#renumbering) : [];
    let done = 0;
    for (const elector of this.#inOrder()) {
      this.#take(elector);
      done += 1;
      if (done % STEP === 0) yield { done, total };
    }
    this.#new.flush();
    this.#refuseIfMisread();
    if (this.#isWhole) this.#removeMissing();
    if (this.#renumbering) this.#endRenumbering(this.#renumbering, replaced);
    yield { done, total };
    this.#canvass.applyToOthers(this.#room, this.#rules);
    for (const { line, reason } of this.#answers.warnings()) this.#report.warn(line, reason);
    // Electors that the file did not mention; in an empty room there are none.
    if (this.#rulesChanged && !this.#stored.areNone) refreshStanding(this.#room);
    if (this.#input.lettersCleared) this.#clearLetters();
    recountStreets(this.#room);
    const result = this.#report.result(this.#room, { rows: register.rows, layout });
    const {
      added,
      changed,
      gone,
      rejected,
      warnings,
      columns,
      unusedColumns,
      notUnderstood,
      dates,
      mayAlter,
      ...counts
    } = result;
    // Shows later who was in the room by then.
    const lastId = this.#room.db.prepare<[], number>('SELECT MAX(id) FROM elector').pluck().get() ?? null;
    const { fileName: file } = this.#input;
    rememberOrders(this.#room, dates);
    rememberDistrictNames(this.#room, register.districtNames);
    const detail = { file, ...counts, rejected: rejected.length, warnings: warnings.length, lastId };
    addToJournal(this.#room, { kind: 'import', by, detail });
    const answers = this.#canvass.changes;
    const canvassed = Object.keys(answers).length;
    if (canvassed > 0) addToJournal(this.#room, { kind: 'register', by, detail: { canvassed, answers } });
    return result;
  }

  #clearLetters(): void {
    const count = clearLaterLetters(this.#room, this.#input.by);
    if (count > 0) this.#report.warn(1, lettersDoNotCount(count));
  }

  /** @throws RegisterRefused */
  #refuseIfMisread(): void {
    const { register, acceptRefused, whenRefused } = this.#input;
    const refused = acceptRefused ? null : misreadIn(register, this.#report);
    if (refused && !whenRefused) throw refused;
    if (refused) whenRefused?.(refused);
  }

  /** In a monthly update, deletions first, since a number may be given to somebody else in the same month. */
  *#inOrder(): Generator<RegisterElector> {
    const { electors } = this.#input.register;
    if (this.#isWhole) {
      yield* electors;
      return;
    }
    yield* electors.altered(['delete']);
    yield* electors.altered([null, 'amend']);
    yield* electors.altered(['add']);
  }

  /** Imports one line, unless it would put another person's marks and promise on this elector. */
  #take(elector: RegisterElector): void {
    if (this.#stored.areNone && this.#canvass.isEmpty && this.#isWhole) {
      this.#add(elector, elector);
      return;
    }
    const key = formatNumber(elector);
    if (elector.alteration === 'delete') {
      this.#delete(elector, key);
      return;
    }
    const stored = this.#renumbering?.districts.has(elector.district)
      ? this.#renumbering.same.get(elector.line)
      : this.#stored.get(elector);
    if (
      stored &&
      !this.#renumbering?.same.has(elector.line) &&
      !isSamePerson(elector, asRegistered(stored))
    ) {
      this.#doubt(elector, stored, key);
      return;
    }
    const known = this.#canvass.answerFor(key, elector);
    if (!stored) {
      if (!this.#revive(elector, known)) this.#add(elector, known);
      return;
    }
    this.#seen.add(stored.id);
    this.#update(elector, known, stored);
  }

  /** Another name has the number now: nothing is changed, and a person has to settle the question. */
  #doubt(elector: RegisterElector, stored: StoredElector, key: string): void {
    this.#seen.add(stored.id);
    const name = displayName(elector);
    this.#report.reject(
      elector.line,
      say(
        '{{number}} is {{name}} in this room, but {{other}} in this file. Nothing was changed for this number: check which is right.',
        { number: key, name: nameInSentence(stored), other: nameInSentence(elector) },
      ),
    );
    const door = this.#streets.corrected(elector.district, elector.door);
    const { district, number, suffix } = elector;
    const asked = ask(this.#room, 'number', {
      line: elector.line,
      key: `${key} ${stored.id} ${name}`,
      about: { number: key, name, address: door.address },
      candidates: [stored.id],
      elector: {
        district,
        number,
        suffix,
        street: door.street,
        facts: mergedFacts(
          elector,
          this.#answers.of(elector, elector.line),
          door,
          this.#past.of(elector, undefined),
          undefined,
        ),
      },
    });
    if (asked !== null) this.#report.asked();
    this.#report.renamed += 1;
  }

  #delete(elector: RegisterElector, key: string): void {
    const { line } = elector;
    const stored = this.#stored.get(elector);
    if (stored && !isSamePerson(elector, asRegistered(stored))) {
      this.#seen.add(stored.id);
      this.#report.reject(
        line,
        say(
          '{{number}} is {{name}} in this room, but {{other}} was to be deleted, so nobody was. Check which is right: the file may be of another register.',
          { number: key, name: nameInSentence(stored), other: nameInSentence(elector) },
        ),
      );
      return;
    }
    if (stored) this.#remove(stored);
    else
      this.#report.warn(
        line,
        say('{{number}} was to be deleted, but is not on the register.', { number: key }),
      );
    this.#canvass.leaveOut(key);
  }

  /** Somebody who was removed and is back keeps mark and promise. Somebody whom a person removed stays removed. */
  #revive(elector: RegisterElector, known: Canvass): boolean {
    const back = this.#removedUnder(formatNumber(elector)).find((removed) => isSamePerson(elector, removed));
    if (!back) return false;
    if (back.by_hand === 'removed') {
      const { line } = elector;
      this.#report.warn(
        line,
        say(
          '{{number}} {{name}} was removed by hand, so was not added again. Put them back by hand if that was wrong.',
          {
            number: formatNumber(back),
            name: nameInSentence(back),
          },
        ),
      );
      this.#report.counts.unchanged += 1;
      return true;
    }
    this.#rows.revive.run(back.id);
    const row = this.#row(elector, known, back);
    this.#rows.update.run({ ...row, id: back.id });
    if (known !== elector) this.#canvass.note(back, row);
    this.#seen.add(back.id);
    this.#report.changed(back, say('back on the register'));
    return true;
  }

  #removedUnder(key: string): StoredElector[] {
    this.#removed ??= Map.groupBy(this.#rows.removed.iterate(), (elector) => formatNumber(elector));
    return this.#removed.get(key) ?? [];
  }

  #add(elector: RegisterElector, known: Canvass): void {
    const row = this.#row(elector, known, undefined);
    this.#report.added(elector);
    if (this.#isWhole && !this.#renumbering) {
      this.#new.add(elector, row);
      return;
    }
    // The rest follow the first.
    const first = this.#hasAdded ? null : newId(this.#room.db, 'elector');
    this.#hasAdded = true;
    const id = insertElector(this.#room, elector, row, first);
    const stored = this.#rows.byId.get(id);
    if (stored) this.#askWho(elector, stored);
  }

  #update(elector: RegisterElector, known: Canvass, stored: StoredElector): void {
    const row = this.#row(elector, known, stored);
    const changed = columnsChanged(stored, row);
    const moved = formatNumber(elector) !== formatNumber(stored);
    // In a renumbered register every number was freed first, so unchanged ones are set again too.
    if (moved || this.#renumbering?.districts.has(stored.district))
      this.#rows.setNumber.run(elector.district, elector.number, elector.suffix, stored.id);
    if (stored.by_hand === 'added') this.#rows.setByHand.run('', stored.id);
    if (!moved && changed.length === 0) {
      this.#report.counts.unchanged += 1;
      return;
    }
    this.#rows.update.run({ ...row, id: stored.id });
    if (known !== elector) this.#canvass.note(stored, row);
    this.#report.changed(
      elector,
      moved ? say('was {{number}}', { number: formatNumber(stored) }) : factsIn(changed),
    );
  }

  #row(elector: RegisterElector, known: Canvass, stored: StoredElector | undefined) {
    const door = this.#streets.corrected(elector.district, elector.door);
    const answer = this.#answers.of(known, elector.line);
    // What the file says nothing of stays as the register had it, under a person's correction.
    const before =
      stored && stored.register_says !== '' ? { ...stored, ...readRegisterSays(stored) } : stored;
    const merged = mergedFacts(elector, answer, door, this.#past.of(elector, stored), before);
    if (before) this.#keepMissingFacts(elector, merged, before);
    if (!stored || stored.register_says === '')
      return electorRow(merged, this.#street(elector, door), this.#rules);
    const { facts, street } = this.#keepingByHand(merged, door.street, stored);
    return electorRow(facts, this.#streets.find(elector.district, street, null), this.#rules);
  }

  /** A file without the column says nothing about markers and dates, and neither does a blank in a monthly update. */
  #keepMissingFacts(elector: RegisterElector, merged: ElectorFacts, stored: StoredElector): void {
    const { markers, dates } = this.#input.register.tells;
    const isAlteration = elector.alteration !== null;
    if (!markers) merged.markers = joinedMarkers(stored.markers, merged.markers);
    else if (merged.markers === '' && isAlteration) merged.markers = stored.markers;
    if (merged.born_on === null && merged.attains_on === null && (isAlteration || !dates)) {
      merged.born_on = stored.born_on;
      merged.attains_on = stored.attains_on;
    }
  }

  /** A person's correction stays until the register itself says something new. */
  #keepingByHand(
    merged: ElectorFacts,
    street: string,
    stored: StoredElector,
  ): { facts: ElectorFacts; street: string } {
    const says = readRegisterSays(stored);
    const next = { ...merged, street };
    const now = { ...stored, street: this.#streets.nameOf(stored.street_id) };
    // The street is kept by the name that the register had for it.
    const asNamed = (name: string, was: unknown) =>
      name === 'street' ? streetCalled(this.#room, stored.district, String(was)) : was;
    const kept = Object.entries(says).filter(
      ([name, was]) => next[name as keyof typeof next] === asNamed(name, was),
    );
    for (const [name] of kept) Object.assign(next, { [name]: now[name as keyof typeof now] });
    if (kept.some(([name]) => name === 'vi'))
      Object.assign(next, { vi_on: stored.vi_on, vi_past: stored.vi_past });
    this.#rows.setRegisterSays.run(
      kept.length === 0 ? '' : JSON.stringify(Object.fromEntries(kept)),
      stored.id,
    );
    const { street: name, ...facts } = next;
    return { facts, street: name };
  }

  #street({ district, line }: RegisterElector, door: Door) {
    // Electors at one door follow one another.
    if (door !== this.#lastDoor) {
      this.#lastDoor = door;
      // A street's place is that of its first elector in the newest whole register: that is the order on the ground.
      this.#lastStreet = this.#streets.find(district, door.street, this.#isWhole ? line : null);
    }
    return this.#lastStreet;
  }

  #remove(stored: StoredElector): void {
    this.#rows.remove.run(Date.now(), '', stored.id);
    this.#report.gone(stored);
  }

  /** Only in the districts of the file: councils often send one file for each district. */
  #removeMissing(): void {
    const inFile = this.#input.register.electors.counts('district');
    const notListed = this.#stored.missing(this.#seen);
    for (const [district, stored] of this.#stored.byDistrict) {
      const listed = inFile.get(district) ?? 0;
      const missing = notListed.get(district) ?? [];
      if (listed === 0 || missing.length === 0 || this.#renumbering?.districts.has(district)) continue;
      if (listed * WHOLE_FROM < stored && !this.#input.removeMissing) {
        this.#report.takenForAdditions.push(district);
        this.#report.warn(
          1,
          say(
            'The file lists {{listed}} of the {{stored}} electors of {{district}}, so it was treated as additions and nobody in {{district}} was removed. If it is the whole register, import it with “This is the whole register” ticked (on the command line, with --remove-missing).',
            { listed, stored, district },
          ),
        );
        continue;
      }
      for (const id of missing) {
        const each = this.#rows.byId.get(id);
        if (each) this.#remove(each);
      }
    }
  }

  /**
   * Numbers are unique: the old edition's are freed before the new ones are set.
   * @returns its electors, with their old numbers.
   */
  #freeNumbers({ districts }: Renumbering): StoredElector[] {
    const replaced = this.#stored.in((district) => districts.has(district));
    for (const { district, id } of replaced) this.#rows.setNumber.run(district, -id, '', id);
    return replaced;
  }

  /** Electors who were not found again keep their old number, off the register. */
  #endRenumbering({ districts, same, unsure }: Renumbering, replaced: readonly StoredElector[]): void {
    const found = new Set([...same.values()].map(({ id }) => id));
    let gone = 0;
    for (const stored of replaced) {
      if (this.#seen.has(stored.id) || found.has(stored.id)) continue;
      this.#remove(stored);
      this.#rows.setNumber.run(stored.district, stored.number, stored.suffix, stored.id);
      gone += 1;
    }
    this.#report.warn(
      1,
      say(
        '{{districts}} were renumbered since the last register: {{same}} electors were found again by name and postcode and keep what is known about them, {{unsure}} are not certain, {{gone}} are no longer there.',
        {
          count: districts.size,
          districts: [...districts].sort(),
          same: same.size,
          unsure: unsure.size,
          gone,
        },
        '{{districts}} was renumbered since the last register: {{same}} electors were found again by name and postcode and keep what is known about them, {{unsure}} are not certain, {{gone}} are no longer there.',
      ),
    );
  }

  /** An elector of a renumbered register who may be one of several in the room. */
  #askWho(elector: RegisterElector, stored: StoredElector): void {
    const candidates = (this.#renumbering?.unsure.get(elector.line) ?? []).filter(isKnown);
    if (candidates.length === 0) return;
    const [key, name] = [formatNumber(elector), displayName(elector)];
    const asked = ask(this.#room, 'renumbered', {
      line: elector.line,
      key: `${key} ${stored.id} ${name}`,
      about: { number: key, name, address: stored.address },
      candidates: candidates.map(({ id }) => id),
      electorId: stored.id,
    });
    if (asked !== null) this.#report.asked();
    const whom = candidates.map((each) =>
      say('{{name}} ({{number}}, {{address}})', {
        name: nameInSentence(each),
        number: formatNumber(each),
        address: each.address,
      }),
    );
    this.#report.warn(
      elector.line,
      say(
        '{{number}} {{name}} may be {{whom}} on the last register. Nothing known about them was carried over. Settle it on the Register screen.',
        { number: key, name: nameInSentence(elector), whom: anyOf(whom) },
      ),
    );
  }
}

/** Whether anything would be lost if nobody decides who this is. */
function isKnown({ vi, phone, note, lift, do_not_knock, voted_at, past, absent }: StoredElector): boolean {
  return [vi, phone, note, lift, do_not_knock, voted_at, past, absent].some(Boolean);
}

function settingsOf(room: Room) {
  const rules = votingRules(room);
  return {
    rules: {
      ...rules,
      dates: [...rules.dates],
      polls: rules.polls.map((poll) => ({ ...poll, markers: [...poll.markers] })),
    },
    codes: readCodeMeanings(room).asRecord(),
  };
}

/** The room's rules that the import sets. The polling day stays from the first import on. */
function writeRules(room: Room, { promises, meanings, poll, promisesFor, by }: ImportInput): void {
  writePollSettings(room, poll ?? {}, by);
  writePollSettings(room, { pollingDay: votingRules(room).pollingDay }, by);
  const known = readCodeMeanings(room);
  if (promises) writeCodeMeanings(room, withPromises(known, promises), by);
  if (meanings) writeCodeMeanings(room, { ...readCodeMeanings(room).asRecord(), ...meanings }, by);
  if (promisesFor) writePromisesFor(room, promisesFor, by);
}
