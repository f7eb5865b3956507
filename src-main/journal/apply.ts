import { refreshQuestion } from '../register/import/questions.ts';
import { hasNumbersOfNobody, refreshOffSheets } from '../register/one-number.ts';
import { type OnlyJournal, refreshFields, refreshOnRegister } from '../register/refresh-elector.ts';
import { refreshStanding } from '../register/refresh-standing.ts';
import { type IsCertain, refreshDoors } from '../register/streets/refresh-doors.ts';
import { placesInJournal } from '../register/streets/refresh-streets.ts';
import { refreshWalks } from '../register/streets/refresh-walks.ts';
import { recountStreets } from '../register/streets/street-counts.ts';
import { isDoorPart } from '../store/journal/door-links.ts';
import {
  type JournalRow,
  readSubject,
  SUBJECT,
  type Subject,
  subjectsOf,
} from '../store/journal/journal-row.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { refreshSetting, SETTINGS_OF_THE_DAY } from '../store/settings.ts';
import { refreshAnswer } from '../turnout/doorstep.ts';
import { refreshMarks } from '../turnout/mark.ts';
import { refreshSlips } from '../turnout/slips/slips.ts';
import { refreshStations } from '../turnout/stations.ts';

const sql = prepared((db) => ({
  said: db.prepare<[string], Pick<JournalRow, 'kind' | 'elector_id' | 'settles' | 'detail'>>(
    'SELECT kind, elector_id, settles, detail FROM journal WHERE id = ?',
  ),
  told: db
    .prepare<[], number>(
      `SELECT DISTINCT elector_id FROM journal
        WHERE id IN (SELECT id FROM journal_nobody) AND elector_id IN (SELECT id FROM elector)`,
    )
    .pluck(),
  waiting: db
    .prepare<[], string>('SELECT subject FROM journal_waiting WHERE elector IN (SELECT id FROM elector)')
    .pluck(),
  wait: db.prepare(
    `INSERT OR IGNORE INTO journal_waiting (subject, elector)
       SELECT :subject, :elector WHERE NOT EXISTS (SELECT 1 FROM elector WHERE id = :elector)`,
  ),
  ofNobody: db
    .prepare<[], string>(
      `SELECT DISTINCT subject FROM journal_about
        WHERE (subject BETWEEN 'elector' || char(9) AND 'elector' || char(10)
               OR subject BETWEEN 'door' || char(9) AND 'door' || char(10))
          AND CAST(substr(subject, instr(subject, char(9)) + 1) AS INTEGER) NOT IN (SELECT id FROM elector)`,
    )
    .pluck(),
  toldOfNobody: db
    .prepare<[], number>(
      `SELECT DISTINCT elector_id FROM journal
        WHERE kind = 'number' AND elector_id IS NOT NULL AND elector_id NOT IN (SELECT id FROM elector)`,
    )
    .pluck(),
  stopWaiting: db.prepare('DELETE FROM journal_waiting WHERE elector IN (SELECT id FROM elector)'),
}));

/**
 * What was said about electors, streets and walks before the register had them counts from now on. Call it once there
 * is a new register.
 */
export function applyToRegister(room: Room): void {
  room.change(() => {
    applyEntries(room, []);
    refreshWalks(room);
  });
}

/**
 * Keeps the room as its journal says, after these entries have come in from another copy or were undone or redone.
 * Each thing is made anew from all entries about it, so neither their order nor how often this is called matters.
 * Call it inside `room.change`.
 */
export function applyEntries(room: Room, ids: Iterable<string>): void {
  const tellings = new Set(sql(room.db).told.all());
  const subjects = new Set(sql(room.db).waiting.all());
  let isSettling = false;
  for (const id of ids) {
    const entry = sql(room.db).said.get(id);
    if (!entry) continue;
    isSettling ||= entry.settles !== null;
    if (entry.kind === 'number' && entry.elector_id !== null) tellings.add(entry.elector_id);
    for (const subject of subjectsOf(entry)) subjects.add(subject);
  }
  if (isSettling || tellings.size + subjects.size > 0) applySubjects(room, subjects, tellings);
}

/** What is said of electors whom another register does not have waits for them. Call it inside `room.change`. */
export function applyOfNobody(room: Room): void {
  const [subjects, tellings] = [sql(room.db).ofNobody.all(), sql(room.db).toldOfNobody.all()];
  if (subjects.length + tellings.length > 0) applySubjects(room, new Set(subjects), new Set(tellings));
}

/** What only the journal can have set, as far as a check knows. */
export type Certain = { isOnlyJournal: OnlyJournal; isDoor: IsCertain };

/**
 * The same for these things and the marks of these electors. A check gives what it is `certain` of: that is made as the
 * journal says even where the room has something that the journal does not know of. Everybody's standing is left to it.
 */
export function applySubjects(
  room: Room,
  subjects: Set<string>,
  tellings: Set<number>,
  certain?: Certain,
): void {
  const hadNobody = hasNumbersOfNobody(room.db);
  for (const { kind, key, rest } of [...subjects].map(readSubject)) {
    if (kind !== 'elector' || rest !== 'register') continue;
    tellings.add(Number(key));
    subjects.add(SUBJECT.door(Number(key)));
    refreshOnRegister(room, Number(key));
  }
  // What was said before about electors who have come since, with a register or just now.
  const waiting = sql(room.db).waiting.all();
  for (const each of waiting.length > 0 ? [...waiting, ...placesInJournal(room)] : []) subjects.add(each);
  const things = [...subjects].map(readSubject);
  const fields = new Map<number, string[]>();
  let isListed = false;
  // First what the rules are; then what is said about electors.
  for (const { kind, key, rest } of things) {
    if (kind === 'setting') isListed = applySetting(room, key) || isListed;
    else if (kind === 'question') refreshQuestion(room, key, rest);
    else if (kind === 'elector' && !isDoorPart(rest))
      fields.set(Number(key), [...(fields.get(Number(key)) ?? []), ...(rest === 'register' ? [] : [rest])]);
  }
  for (const [elector, names] of fields)
    isListed = refreshFields(room, elector, names, certain?.isOnlyJournal) || isListed;
  const slips = things.flatMap(slipIn);
  // A slip or an official figure names a station, which stays for it.
  if (slips.length > 0 || things.some(({ kind }) => kind === 'station' || kind === 'official')) {
    refreshStations(room);
    refreshSlips(room, slips);
  }
  refreshDoors(
    room,
    {
      streets: things.filter(({ kind }) => kind === 'street'),
      addresses: things.filter(({ kind }) => kind === 'address'),
      electors: things.flatMap(({ kind, key, rest }) =>
        kind === 'elector' && (isDoorPart(rest) || rest === 'register') ? Number(key) : [],
      ),
    },
    certain?.isDoor,
  );
  for (const { kind, key } of things) if (kind === 'door') refreshAnswer(room, Number(key));
  refreshMarks(room, tellings);
  if (isListed && !certain) refreshStanding(room);
  const isCounted =
    refreshOffSheets(room.db, hadNobody || hasNumbersOfNobody(room.db)) ||
    things.some(({ kind }) => COUNTED.has(kind));
  if (isCounted) recountStreets(room);
  // A walk may have come in before one of its streets.
  if (isCounted || things.some(({ kind }) => kind === 'walk')) refreshWalks(room);
  if (certain) return;
  for (const subject of subjects) {
    const { kind, key } = readSubject(subject);
    if (kind === 'elector' || kind === 'door') sql(room.db).wait.run({ subject, elector: Number(key) });
  }
  sql(room.db).stopWaiting.run();
}

/** The slip whose head it is, or the second of two that people have said something about. */
function slipIn({ kind, key, rest }: Subject): number[] {
  if (kind === 'slip') return [Number(key)];
  return kind === 'settled' && key === 'slips' ? [Number(rest.split('\t')[1])] : [];
}

/** What changes whom a street has, or their standing. Marks and answers count up and down by themselves. */
const COUNTED: ReadonlySet<string> = new Set(['setting', 'elector', 'street', 'address']);

/** Whether everybody's standing follows from it. */
function applySetting(room: Room, name: string): boolean {
  const setting = SETTINGS_OF_THE_DAY.find((each) => each === name);
  if (setting) refreshSetting(room, setting);
  return true;
}
