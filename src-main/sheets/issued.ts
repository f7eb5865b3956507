import type { Database } from 'better-sqlite3';
import { byName } from '../../src-shared/by-name.ts';
import { english, type Message, say } from '../../src-shared/message.ts';
import type { SheetWarning } from '../../src-shared/sheet-words.ts';
import { addToJournal, SHEET_MOVES, type SheetMove, type SheetRecord } from '../store/journal/journal.ts';
import { headsOf, holds, holdsInSql, sheetsInJournal } from '../store/journal/journal-links.ts';
import { SUBJECT } from '../store/journal/journal-row.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { laptopCalled, laptops, ownLetter } from '../store/laptops/laptops.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { storedList } from '../store/stored-json.ts';
import {
  asCode,
  bareCode,
  codesRunTogether,
  laptopOf,
  placeInFamily,
  reservedSheet,
  roundsOf,
} from './codes.ts';
import { codeIn } from './square.ts';

/**
 * `made` until somebody confirms that it was printed. A sheet that was not printed after all is withdrawn, as if
 * never made. A sheet is `replaced` when a new sheet of those left on it has been printed.
 */
export type SheetState = SaidState | 'replaced';
type SaidState = 'made' | 'printed' | 'out' | 'back' | 'lost' | 'withdrawn';

export type IssuedSheet = {
  code: string;
  round: number;
  title: string;
  /** Which part of its street or walk it is; null for the whole. */
  part: Message | null;
  district: string;
  streetIds: number[];
  electors: number;
  /** How many of its electors are still outstanding. */
  outstanding: number;
  madeAt: number;
  state: SheetState;
  /** When it got that state, in milliseconds since 1970. */
  since: number;
  /** Who has or had it; '' for nobody. */
  runner: string;
  /** The new sheet that replaced it; '' for none. */
  replacedBy: string;
} & SheetWarning;

type Entry = { id: string; kind: 'sheet' | SheetMove; at: number; by: string; detail: string | null };

const MOVES = SHEET_MOVES.map((move) => `'${move}'`).join(', ');

const sql = prepared((db) => ({
  entries: db.prepare<[], Entry>(
    `SELECT id, kind, at, by, detail FROM journal
      WHERE (kind = 'sheet' OR kind IN (${MOVES})) AND ${holdsInSql('journal')}
      ORDER BY seq`,
  ),
  made: db.prepare<[string], { detail: string; at: number }>(
    "SELECT detail, at FROM journal WHERE kind = 'sheet' AND detail ->> 'code' = ? ORDER BY seq",
  ),
  /** Whether an entry names another, which it replaces. */
  knows: db
    .prepare<[string, string], 1>('SELECT 1 FROM journal_instead WHERE target = ? AND entry = ?')
    .pluck(),
  move: db.prepare<[string], { kind: SheetMove; detail: string | null; instead_of: string | null }>(
    `SELECT kind, detail, instead_of FROM journal WHERE id = ? AND kind IN (${MOVES})`,
  ),
  outstanding: db.prepare<[], number>('SELECT id FROM elector WHERE outstanding').pluck(),
}));

/** A sheet that is out for longer than this gets a warning, in milliseconds. */
const LONG = 60 * 60_000;

const STATES: Record<SheetMove, SaidState> = {
  'sheet printed': 'printed',
  'sheet withdrawn': 'withdrawn',
  'sheet out': 'out',
  'sheet back': 'back',
  'sheet lost': 'lost',
};

/** A sheet, and what was recorded about it. */
type Traced = { sheet: IssuedSheet; isFresh: boolean; moves: Move[] };
type Move = { id: string; kind: SheetMove; at: number };

/**
 * All sheets except those withdrawn, including reserved ones that somebody has reported on. Newest round first, then
 * by code. `now` is in milliseconds since 1970.
 */
export function issuedSheets(room: Room, now = Date.now()): IssuedSheet[] {
  const outstanding = new Set(sql(room.db).outstanding.iterate());
  const sheets = new Map<string, Traced>();
  for (const { id, kind, at, detail } of sql(room.db).entries.all()) {
    if (kind === 'sheet') {
      const record = storedDetail('sheet', detail);
      const sheet = asIssued(record, at, outstanding);
      const { moves = [] } = sheets.get(record.code) ?? {};
      sheets.set(record.code, { sheet, isFresh: record.replaces !== undefined, moves });
      continue;
    }
    const entry = storedDetail(kind, detail);
    const traced = sheets.get(entry.code) ?? fromReserved(room, entry.code, outstanding);
    if (!traced) continue;
    sheets.set(entry.code, traced);
    traced.moves.push({ id, kind, at });
  }
  for (const { sheet, moves } of sheets.values()) Object.assign(sheet, whereNow(room, sheet.code, moves));
  const standing = [...sheets.values()].filter(({ sheet }) => sheet.state !== 'withdrawn');
  strikeReplaced(room, standing);
  const issued = standing.map(({ sheet }) => sheet);
  warn(issued, now);
  return issued.sort((a, b) => b.round - a.round || byName(a.code, b.code));
}

/** Where two laptops disagree, it may be out. */
function whereNow(
  room: Room,
  code: string,
  moves: readonly Move[],
): { state: SaidState; since: number; runner: string } | undefined {
  const heads = new Set(headsOf(room.db, SUBJECT.sheet(code)));
  const saying = moves.filter(({ id }) => heads.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const move = saying.find(({ kind }) => kind === 'sheet out') ?? saying[0];
  return move && { state: STATES[move.kind], since: move.at, runner: runnerBy(room.db, code, move.id) };
}

/** Who has or had the sheet: a move that names nobody leaves it with the runner before. */
export function runnerBy(db: Database, code: string, id: string): string {
  const { kind, detail = null, instead_of } = sql(db).move.get(id) ?? {};
  if (!kind) return '';
  const said = storedDetail(kind, detail);
  if (said.code !== code) return '';
  if (said.runner !== undefined && holds(db, id)) return said.runner;
  const before = storedList(instead_of).sort();
  return before.map((each) => runnerBy(db, code, each)).find((runner) => runner !== '') ?? '';
}

/** It was printed, though the program ended before the sheet counted as made; or it belongs to an all-day pack. */
function fromReserved(room: Room, code: string, outstanding: ReadonlySet<number>): Traced | null {
  const record = reservedSheet(room, code);
  if (!record) return null;
  return {
    sheet: asIssued(record, record.madeAt, outstanding),
    isFresh: record.replaces !== undefined,
    moves: [],
  };
}

/**
 * A printed new sheet replaces all those before it with the same number, so nobody has to take them out or ask for
 * them. Anything recorded about one of those without knowing of that stays, and so does that it is back or lost.
 */
function strikeReplaced(room: Room, sheets: readonly Traced[]): void {
  for (const family of Map.groupBy(sheets, ({ sheet }) => bareCode(sheet.code)).values()) {
    if (family.length === 1) continue;
    const inOrder = family.toSorted((a, b) => placeInFamily(a.sheet.code) - placeInFamily(b.sheet.code));
    inOrder.forEach(({ sheet }, index) => {
      if (sheet.state === 'back' || sheet.state === 'lost') return;
      const said = headsOf(room.db, SUBJECT.sheet(sheet.code));
      const onPaper = inOrder
        .slice(index + 1)
        .flatMap((fresh) => fresh.moves.map((move) => ({ ...move, fresh })))
        .findLast(({ id, kind, fresh }) => {
          const isPrinting = kind === 'sheet printed' || kind === 'sheet out';
          return fresh.isFresh && isPrinting && said.every((each) => sql(room.db).knows.get(each, id));
        });
      if (!onPaper) return;
      sheet.state = 'replaced';
      sheet.since = onPaper.at;
      sheet.replacedBy = onPaper.fresh.sheet.code;
    });
  }
}

function asIssued(record: SheetRecord, at: number, outstanding: ReadonlySet<number>): IssuedSheet {
  const { code, round, street, district, streetId, electorIds } = record;
  return {
    code,
    round,
    title: street,
    part: record.part ?? null,
    district,
    streetIds: record.streetIds ?? [streetId],
    electors: electorIds.length,
    outstanding: electorIds.filter((id) => outstanding.has(id)).length,
    madeAt: at,
    state: 'made',
    since: at,
    runner: '',
    replacedBy: '',
    longOut: 0,
    alsoOut: [],
  };
}

function warn(sheets: readonly IssuedSheet[], now: number): void {
  const out = sheets.filter(({ state }) => state === 'out');
  const byStreet = new Map<number, IssuedSheet[]>();
  for (const sheet of out)
    for (const street of sheet.streetIds) byStreet.set(street, [...(byStreet.get(street) ?? []), sheet]);
  for (const sheet of out) {
    const others = new Set(sheet.streetIds.flatMap((street) => byStreet.get(street) ?? []));
    others.delete(sheet);
    // Two parts of one street are meant to be out at the same time.
    const same = [...others].filter(
      (each) => !each.part || !sheet.part || english(each.part) === english(sheet.part),
    );
    if (now - sheet.since > LONG) sheet.longOut = Math.floor((now - sheet.since) / 60_000);
    sheet.alsoOut = same.map(({ code, runner }) => ({ code, runner }));
  }
}

/** A sheet's record in the journal, and when it was made. */
export type KeptSheet = SheetRecord & { madeAt: number };

/**
 * A sheet's record in the journal.
 * @throws Refusal if there is no such sheet, or two have its code.
 */
export function sheetRecord(room: Room, code: string): KeptSheet {
  const [first, ...more] = keptSheets(room, code);
  const other = more.find((each) => String(each.electorIds) !== String(first.electorIds));
  if (other) {
    throw new Refusal(
      say(
        'Two sheets have the code {{code}}: {{street}} and {{other}}. Find each elector on the paper by name, under Electors.',
        { code: first.code, street: first.street, other: other.street },
      ),
    );
  }
  return first;
}

/**
 * Every sheet with this code, oldest first: those made, or the one that the code was reserved for. Old versions,
 * which did not reserve codes, gave some of them twice.
 * @throws Refusal if there is none.
 */
function keptSheets(room: Room, text: string): [KeptSheet, ...KeptSheet[]] {
  const typed = codeIn(room, text);
  const written = asCode(typed);
  const forms = [written, ...codesRunTogether(typed)];
  // What is printed without a letter means itself; where there is none, any laptop's may be meant.
  const letters = laptopOf(typed) === '' ? laptops(room.db).map(({ letter }) => letter) : [];
  const onLaptops = letters.flatMap((letter) => forms.map((form) => `${letter}${form}`));
  const there = (codes: readonly string[]) =>
    codes.map((code) => sheetsWith(room, code)).filter((sheets) => sheets.length > 0);
  const [exact = [], ...others] = [there(forms), there(onLaptops)].find(({ length }) => length > 0) ?? [];
  const wholeDay = [written, ...onLaptops].find((code) => roundsOf(room, code) > 0);
  if (wholeDay !== undefined) {
    throw new Refusal(
      say('Sheet {{code}} is for the whole day. Add the round, from 1 to {{rounds}}: {{code}}/1.', {
        code: wholeDay,
        rounds: roundsOf(room, wholeDay),
      }),
    );
  }
  const [first, ...more] = exact;
  if (!first)
    throw notHere(room, written, [typed, ...forms].map(laptopOf).find((letter) => letter !== '') ?? '');
  if (others.length > 0) {
    const codes = [exact, ...others].flatMap(([sheet]) => sheet?.code ?? []);
    throw new Refusal(
      say('{{code}} may mean several sheets: {{codes}}. Type the code as it is printed.', {
        code: written,
        codes,
      }),
    );
  }
  return [first, ...more];
}

/** Why there is no sheet with a code; `letter` is that of the laptop that gave it, '' for none. */
function notHere(room: Room, code: string, letter: string): Refusal {
  const laptop = letter === ownLetter(room) ? undefined : laptopCalled(room, letter);
  if (laptop) {
    return new Refusal(
      say(
        'Sheet {{code}} was made on laptop {{letter}} ({{name}}); its entries have not come here yet: merge them on Other laptops.',
        { code, letter, name: laptop.name },
      ),
    );
  }
  return new Refusal(
    say('There is no sheet {{code}}. The code is in the frame at the top of the paper, such as 2-07.', {
      code: code || say('without a code'),
    }),
  );
}

function sheetsWith(room: Room, code: string): KeptSheet[] {
  const made = sql(room.db)
    .made.all(code)
    .map(({ detail, at }): KeptSheet => ({ ...storedDetail('sheet', detail), madeAt: at }));
  const reserved = made.length === 0 ? reservedSheet(room, code) : null;
  return reserved ? [reserved] : made;
}

/** The codes of sheets as printed, and the ids of what was recorded about them, by which it can be undone. */
export type MovedSheets = { codes: string[]; entries: string[] };

/**
 * Records what happened to sheets, and who has them, in one durable transaction.
 * @throws Refusal if one of them was never made.
 */
export function moveSheets(
  room: Room,
  codes: readonly string[],
  move: SheetMove,
  { by, runner, commandId }: { by: string; runner?: string | undefined; commandId?: string | undefined },
): MovedSheets {
  const records = codes.map((code) => keptSheets(room, code)[0]);
  const entries = room.change(() =>
    records.map(({ code }) => {
      const detail = { code, ...(runner === undefined ? {} : { runner: runner.trim() }) };
      return addToJournal(room, { kind: move, by, commandId, detail, insteadOf: saidOfFamily(room, code) })
        .id;
    }),
  );
  return { codes: records.map(({ code }) => code), entries };
}

/** What is recorded about the sheets with the same number: a new sheet that is printed knows of it. */
function saidOfFamily(room: Room, code: string): string[] {
  const bare = bareCode(code);
  return sheetsInJournal(room.db, bare)
    .filter((each) => each !== code && bareCode(each) === bare)
    .flatMap((each) => headsOf(room.db, SUBJECT.sheet(each)));
}
