import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { exportJournal } from '../../src-main/journal/export-journal.ts';
import { entriesFor } from '../../src-main/journal/merge.ts';
import { electorHistory, readJournal } from '../../src-main/journal/read-journal.ts';
import { readEntries } from '../../src-main/journal/sent-entries.ts';
import { answerQuestion, openQuestions } from '../../src-main/register/import/questions.ts';
import { issuedSheets } from '../../src-main/sheets/issued.ts';
import { enterReturned, returnedSheet } from '../../src-main/sheets/returned.ts';
import { saveWalk } from '../../src-main/sheets/walks.ts';
import { type OpenOptions, openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { MIGRATIONS } from '../../src-main/store/schema.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { discardSetAside, numbersSetAside, settleSetAside } from '../../src-main/turnout/set-aside.ts';
import { saveStation, stations } from '../../src-main/turnout/stations.ts';
import { planInSameThread } from '../fixtures/plan-in-same-thread.ts';
import { makeRoom } from '../fixtures/rooms/make-room.ts';
import { type RoomAsRead, readRoom } from '../fixtures/rooms/read-room.ts';
import { temporaryFolder } from './temporary-room.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/rooms');
const BY = 'a test';

/** Rooms that the programs of all versions made, and what those programs read in them (README.md there). */
const ROOMS = globSync('version-*.room.gz', { cwd: FOLDER })
  .map((file) => file.replace('.room.gz', ''))
  .map((name) => ({ name, version: Number(name.split('-')[1]), isEncrypted: name.endsWith('-passphrase') }))
  .sort((a, b) => a.version - b.version);

type Kept = (typeof ROOMS)[number];

const saidOf = ({ name }: Kept): RoomAsRead => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));

/** A copy of the room, to be opened. */
function fileOf({ name }: Kept): string {
  const file = join(temporaryFolder(), 'older.room');
  writeFileSync(file, gunzipSync(readFileSync(join(FOLDER, `${name}.room.gz`))));
  return file;
}

const BEFORE = `.before-version-${MIGRATIONS.length}`;

/** A copy of the room as this program has brought it up to date, once for all tests, and its own copy from before. */
function migratedFileOf(kept: Kept): string {
  const file = fileOf(kept);
  const known = migrated.get(kept.name);
  if (!known) {
    open(kept, file).close();
    const before = kept.version < MIGRATIONS.length ? readFileSync(file + BEFORE) : null;
    migrated.set(kept.name, { room: readFileSync(file), before });
    return file;
  }
  writeFileSync(file, known.room);
  if (known.before) writeFileSync(file + BEFORE, known.before);
  return file;
}

const migrated = new Map<string, { room: Buffer; before: Buffer | null }>();

function open({ isEncrypted }: Kept, file: string, more: Partial<OpenOptions> = {}): Room {
  const key = isEncrypted ? { passphrase: 'generated-passphrase-for-a-test' } : undefined;
  const room = openRoom(file, { create: false, program: BY, key, ...more });
  onTestFinished(() => room.close());
  return room;
}

const journalOf = (room: Room) =>
  readJournal(room, { kind: 'all', text: '', hour: null, before: null, limit: 1000 });

it('there is a room of every version', () => {
  expect([...new Set(ROOMS.map(({ version }) => version))]).toEqual(
    MIGRATIONS.map((_, index) => index + 1).slice(0, ROOMS.at(-1)?.version),
  );
  expect(ROOMS.at(-1)?.version).toBeGreaterThanOrEqual(MIGRATIONS.length - 1);
});

it('a room of this version can be made for those to come, with entries of every kind so far', async () => {
  const folder = temporaryFolder();
  onTestFinished(planInSameThread());
  await makeRoom(folder);
  const made: RoomAsRead = JSON.parse(
    readFileSync(join(folder, `version-${MIGRATIONS.length}.json`), 'utf8'),
  );
  expect(readdirSync(folder)).toContain(`version-${MIGRATIONS.length}.room.gz`);
  const kindsOf = ({ journal }: RoomAsRead) =>
    new Set(journal.map(({ kind, status }) => (status === null ? kind : `${kind}: ${status}`)));
  const kinds = kindsOf(made);
  for (const kept of ROOMS) expect(kindsOf(saidOf(kept)).difference(kinds)).toEqual(new Set());
});

describe.each(ROOMS)('a room of $name', (kept) => {
  it('reads as its own program read it', () => {
    const room = open(kept, migratedFileOf(kept));
    expect(room.db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
    const { slips, ...said } = saidOf(kept);
    // Numbers that were undone are not counted any more.
    const heads = slips.map(({ entered: _, marked: __, ...head }) => head);
    expect(readRoom(room)).toMatchObject({ ...said, slips: heads });
  });

  it('has its journal in words, with the same people, times and outcomes', () => {
    const room = open(kept, migratedFileOf(kept));
    const { journal, electors } = saidOf(kept);
    const lines = journalOf(room).toReversed();
    expect(lines.map(({ at, by, status }) => ({ at, by, status }))).toEqual(
      journal.map(({ at, by, status }) => ({ at, by, status })),
    );
    expect(lines.filter(({ what }) => what === '' || /did not write/.test(what))).toEqual([]);
    let csv = '';
    exportJournal(room, BY, (text) => {
      csv = text;
      return undefined as never;
    });
    expect(csv.trimEnd().split('\r\n')).toHaveLength(journal.length + 1);
    const ids = room.db.prepare<[], number>('SELECT id FROM elector').pluck().all();
    expect(ids).toHaveLength(electors.length);
    const ofElectors = ids.map((id) => electorHistory(room, id).filter(({ elector }) => elector?.id === id));
    expect(ofElectors.flat()).toHaveLength(journal.filter(({ number }) => number !== null).length);
    // Imports of versions 1 to 3 do not have the newest elector of their time, so no elector's history lists them.
    const imports = electorHistory(room, ids[0]!).filter(({ what }) => what.startsWith('Register imported'));
    expect(imports.length > 0).toBe(kept.version > 3);
  });

  it.runIf(kept.version < MIGRATIONS.length)('has a copy from before beside it', () => {
    const copy = open(kept, migratedFileOf(kept) + BEFORE, {
      migrations: MIGRATIONS.slice(0, kept.version),
    });
    expect(copy.db.pragma('user_version', { simple: true })).toBe(kept.version);
    expect(copy.db.prepare('SELECT id FROM journal ORDER BY seq').pluck().all()).toEqual(
      saidOf(kept).journal.map(({ id }) => id),
    );
  });

  it('has entries that another laptop reads', () => {
    const room = open(kept, migratedFileOf(kept));
    const entries = entriesFor(room, {});
    expect(entries.length).toBeGreaterThan(20);
    expect(readEntries(room.db, entries)).toEqual(entries);
  });

  it('takes numbers, an undo, doorstep answers and decisions afterwards', () => {
    const file = migratedFileOf(kept);
    const room = open(kept, file);
    const said = saidOf(kept);
    const { voted } = readBoard(room, 'district');
    const numberOf = ({ district, number, suffix }: RoomAsRead['electors'][number]) =>
      `${district}-${number}${suffix === '' ? '' : `/${suffix}`}`;
    const [free = ''] = said.electors
      .filter(({ on_register }) => on_register)
      .map(numberOf)
      .filter((number) => !said.markedOff.includes(number));
    const [marked = ''] = said.markedOff;
    const statuses = (result: { entries: { status: string }[] }) =>
      result.entries.map(({ status }) => status);
    expect(statuses(markNumbers(room, { text: `${free} ${marked}`, by: BY }))).toEqual(['marked', 'already']);
    expect(readBoard(room, 'district').voted).toBe(voted + 1);
    expect(statuses(undoNumbers(room, { text: `${free} ${marked}`, by: BY }))).toEqual(['undone', 'undone']);
    expect(readBoard(room, 'district').voted).toBe(voted - 1);
    expect(statuses(markNumbers(room, { text: marked, by: BY }))).toEqual(['marked']);

    const { code } = issuedSheets(room).find(({ electors }) => electors > 0)!;
    const [line] = returnedSheet(room, code).lines;
    const answer = () => returnedSheet(room, code).lines[0]?.answer;
    enterReturned(room, code, [{ electorId: line!.electorId, answer: 'refused' }], BY);
    expect(answer()).toBe('refused');
    enterReturned(room, code, [{ electorId: line!.electorId, answer: '' }], BY);
    expect(answer()).toBe('');

    const [first, second] = numbersSetAside(room);
    settleSetAside(room, first!.id, free, BY);
    discardSetAside(room, second!.id, BY);
    expect(numbersSetAside(room)).toHaveLength(said.setAside.length - 2);
    for (const { id, kind, candidates } of openQuestions(room))
      answerQuestion(room, id, kind === 'number' ? candidates[0]!.id : 'leave', BY);
    expect(openQuestions(room)).toEqual([]);

    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
    const journal = journalOf(room);
    room.close();
    expect(journalOf(open(kept, file))).toEqual(journal);
  });
});

it('a district and a street that an older version moved stay where it moved them', () => {
  const file = join(temporaryFolder(), 'older.room');
  const older = openRoom(file, { create: true, program: BY, migrations: MIGRATIONS.slice(0, 10) });
  const station = (id: number, name: string, districts: string[]) =>
    JSON.stringify({ station: id, name, place: '', warp: false, districts, shifts: [] });
  const walk = (id: number, name: string, streetIds: number[]) =>
    JSON.stringify({ walk: id, name, note: '', runner: '', streetIds });
  const entries = [
    ['station', station(1, 'School', ['KA', 'KB'])],
    ['station', station(2, 'Church', ['KB'])],
    ['walk', walk(1, 'East', [1, 2])],
    ['walk', walk(2, 'West', [2])],
  ];
  older.change(() => {
    older.db.exec(`
      INSERT INTO station (id, name) VALUES (1, 'School'), (2, 'Church');
      INSERT INTO station_district VALUES ('KA', 1), ('KB', 2);
      INSERT INTO walk (id, name, place) VALUES (1, 'East', 2), (2, 'West', 1);
      INSERT INTO street (id, district, name, walk_order, walk_id, walk_place)
        VALUES (1, 'KA', 'High Street', 1, 1, 0), (2, 'KA', 'Mill Lane', 2, 2, 0);`);
    const add = older.db.prepare('INSERT INTO journal (id, at, by, kind, detail) VALUES (?, 1, ?, ?, ?)');
    for (const [kind, detail] of entries) add.run(`${detail}`, BY, kind, detail);
  });
  older.close();
  const room = openRoom(file, { create: false, program: BY });
  onTestFinished(() => room.close());
  expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  const more = { place: '', warp: false, shifts: [] };
  saveStation(room, null, { ...more, name: 'Hall', districts: ['KA'] }, BY);
  saveWalk(room, null, { name: 'North', note: '', runner: '', streetIds: [1] }, BY);
  expect(stations(room).map(({ name, districts }) => [name, districts])).toEqual([
    ['Church', ['KB']],
    ['Hall', ['KA']],
    ['School', []],
  ]);
  const walks = room.db.prepare(
    'SELECT walk.name, street.name AS street FROM walk LEFT JOIN street ON walk_id = walk.id ORDER BY place',
  );
  expect(walks.raw().all()).toEqual([
    ['West', 'Mill Lane'],
    ['East', null],
    ['North', 'High Street'],
  ]);
  expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
});
