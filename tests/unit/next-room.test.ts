import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { whatIsCarried } from '../../src-main/next/carried.ts';
import { type NextRoomChoice, startNextRoom, whyNotYet } from '../../src-main/next/next-room.ts';
import { COPIED, NOT_COPIED, OF_THIS_ROOM, SAVED_ANEW } from '../../src-main/next/parts.ts';
import { startedRoom, suggestedFile } from '../../src-main/next/started-room.ts';
import {
  addElector,
  correctElector,
  type ElectorRecord,
  electorRecord,
  pastOf,
  removeElector,
} from '../../src-main/register/by-hand.ts';
import { writePollSettings } from '../../src-main/register/elector/voting-rules.ts';
import { answerQuestion, openQuestions } from '../../src-main/register/import/questions.ts';
import { searchElectors } from '../../src-main/register/search.ts';
import {
  moveAddress,
  renameStreet,
  streetsToCorrect,
} from '../../src-main/register/streets/street-corrections.ts';
import { readWalks } from '../../src-main/sheets/walks.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { type RoomKey, recoveryKey } from '../../src-main/store/room-key.ts';
import { readSetting } from '../../src-main/store/settings.ts';
import { keepDraft } from '../../src-main/store/window-drafts.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { stations } from '../../src-main/turnout/stations.ts';
import { fillRoom } from '../e2e/full-room.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { canMount, makeReadOnly, memoryDisk } from '../memory-disk.ts';
import { sampleOf } from '../sample-size.ts';
import { inEnglish } from './in-english.ts';
import { runCommand } from './run-command.ts';
import { importedRoom, importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

hashQuickly();

const BY = 'Blodwen';
const ELECTION = 'Local 2026';
const PASSPHRASE = 'tŷ ar y graig';

const beside = (room: Room) => join(dirname(room.file), 'next.room');

/** Starts the next room of one and opens it. */
function nextOf(room: Room, more: Partial<NextRoomChoice> = {}, key?: RoomKey): Room {
  const choice = { file: beside(room), election: ELECTION, passphrase: null, by: BY, ...more };
  const { file } = startNextRoom(room, choice);
  const next = openRoom(file, { create: false, program: 'a test', key });
  onTestFinished(() => next.close());
  return next;
}

/** A day of a polling day that is over, with everything in it. */
async function fullRoom(): Promise<Room> {
  const room = temporaryRoom();
  await fillRoom(room);
  keepDraft(room, 'window-of-the-day', 'tally', '{"typed":"KA-17 KA-18"}');
  room.change(() => writePollSettings(room, { pollingDay: '2026-05-07', elections: ['local-england'] }, BY));
  return room;
}

const idsOf = (room: Room) =>
  room.db.prepare<[], number>('SELECT id FROM elector WHERE removed_at IS NULL ORDER BY id').pluck().all();

const lines = Array.from({ length: 24 }, (_, place) =>
  elector(String(place + 1), 'Evans', `Ann${place}`, {
    vi: ['P', 'L', 'C', ''][place % 4] ?? '',
    markers: place % 7 === 0 ? 'A' : '',
    address: `${place + 1} ${['High Street', 'Mill Lane', 'Heol Wen'][place % 3]}`,
  }),
);

/** What people and tellers do on a day, each to one of the electors. */
const acts = fc.array(
  fc.record({
    who: fc.nat(23),
    what: fc.constantFrom(
      'mark',
      'mark',
      'mark',
      'undo',
      'moved',
      'deceased',
      'do not knock',
      'phone',
      'name',
      'at the door',
      'remove',
      'add',
      'rename',
      'move',
    ),
  }),
  { maxLength: 40 },
);

type Model = Map<string, ElectorRecord>;

/** The register as a slow model has it: by number, changed as the room is. */
function change(room: Room, model: Model, { who, what }: { who: number; what: string }, turn: number): void {
  const number = `KA-${who + 1}`;
  const known = model.get(number);
  const here = known?.onRegister ? known : undefined;
  const set = (changes: Partial<ElectorRecord>) => {
    if (!here) return;
    correctElector(room, here.id, { ...here, ...changes }, 'Heddwen');
    Object.assign(here, changes);
  };
  if (what === 'mark') {
    markNumbers(room, { text: number, by: 'Heddwen' });
    if (here) here.markedOff = true;
  } else if (what === 'undo') {
    undoNumbers(room, { text: number, by: 'Heddwen' });
    if (here) here.markedOff = false;
  } else if (what === 'moved' || what === 'deceased') set({ gone: what });
  else if (what === 'do not knock') set({ doNotKnock: true });
  else if (what === 'phone') set({ phone: `0161 496 ${1000 + turn}` });
  else if (what === 'name') set({ surname: `Price${turn}` });
  else if (what === 'at the door' && here)
    enterDoorstep(room, '1-01', [{ electorId: here.id, answer: 'moved' }], 'Heddwen');
  else if (what === 'remove' && here) {
    removeElector(room, here.id, 'Heddwen');
    here.onRegister = false;
  } else if (what === 'add' && known) {
    const { id: _, ...form } = known;
    const added = { ...form, number: `KA-${100 + turn}`, surname: `Late${turn}`, gone: '' as const };
    const id = addElector(room, added, 'Heddwen');
    model.set(added.number, { ...electorRecord(room, id) });
  } else if (what === 'rename') {
    const street = streetsToCorrect(room)[who % 3];
    if (!street || street.name === '') return;
    const name = `Ffordd ${turn}`;
    renameStreet(room, street.id, name, 'Heddwen');
    for (const each of model.values()) if (each.street === street.name) each.street = name;
  } else if (what === 'move' && here) {
    const to = { street: `Lôn ${turn}`, house: '7', flat: '' };
    const there = [...model.values()].filter(
      (each) =>
        each.address === here.address && each.postcode === here.postcode && each.street === here.street,
    );
    moveAddress(room, here.id, to, 'Heddwen');
    for (const each of there) if (each.onRegister) Object.assign(each, to);
  }
}

describe('the next election’s room', () => {
  it('has the register, the canvass and every correction of any day, and who was marked off as past turnout', () => {
    const noted = ({ id: _, keptOff: _k, promise: _p, removedAt: _r, address: _a, ...rest }: ElectorRecord) =>
      rest;
    fc.assert(
      fc.property(acts, (day) => {
        const room = importedRoom(register(...lines), { promises: ['P', 'L'] });
        const model: Model = new Map(
          idsOf(room).map((id) => [electorRecord(room, id).number, electorRecord(room, id)]),
        );
        for (const [turn, act] of day.entries()) change(room, model, act, turn);
        const expected = [...model.values()].filter(({ onRegister }) => onRegister);
        const next = nextOf(room);
        const now = idsOf(next).map((id) => electorRecord(next, id));
        const sorted = (all: ElectorRecord[]) =>
          all.map(noted).sort((a, b) => a.number.localeCompare(b.number));
        expect(sorted(now)).toEqual(sorted(expected.map((each) => ({ ...each, markedOff: false }))));
        const voted = now.filter(({ id }) =>
          pastOf(next, id).votes.some(({ what }) => what.text === 'did vote'),
        );
        expect(voted.map(({ number }) => number).sort()).toEqual(
          expected
            .filter(({ markedOff }) => markedOff)
            .map(({ number }) => number)
            .sort(),
        );
        expect(inEnglish(checkRoom(next))).toMatchObject({ ok: true, problems: [] });
        expect(checkRoom(room).ok).toBe(true);
        next.close();
        room.close();
      }),
      { numRuns: sampleOf(30) },
    );
  });

  it('has streets, walks, stations and what codes mean, and no number, answer, slip, sheet, shift or draft', async () => {
    const room = await fullRoom();
    const next = nextOf(room);
    const streets = (of: Room) => streetsToCorrect(of).map(({ id: _, ...street }) => street);
    expect(streets(next)).toEqual(streets(room));
    const walks = (of: Room) =>
      readWalks(of).walks.map(({ id: _, streets: inIt, ...walk }) => [
        walk,
        inIt.map(({ street }) => street),
      ]);
    expect(walks(next)).toEqual(walks(room));
    expect(walks(next)).toHaveLength(1);
    expect(stations(next).map(({ id: _, ...station }) => station)).toEqual(
      stations(room).map(({ id: _, ...station }) => ({ ...station, shifts: [] })),
    );
    for (const name of ['code_meanings'] as const)
      expect(readSetting(next, name)).toBe(readSetting(room, name));
    for (const name of ['polling_day', 'election', 'next_room'] as const)
      expect(readSetting(next, name)).toBeNull();
    for (const table of ['slip', 'shift', 'window_draft', 'question', 'journal_nobody'])
      expect([table, next.db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
    const kinds = next.db.prepare('SELECT DISTINCT kind, by FROM journal ORDER BY kind').raw().all();
    expect(kinds).toEqual(['import', 'register', 'setting', 'station', 'walk'].map((kind) => [kind, '']));
    expect(checkRoom(next)).toMatchObject({ ok: true });
    expect(await searchElectors(next, 'prys', 5)).toHaveLength(5);
  });

  it('has nothing of the day in the bytes of its file', async () => {
    const room = await fullRoom();
    const of = (sql: string) => room.db.prepare<[], string>(sql).pluck().all();
    const secrets = [
      // A code in quotation marks, since random ids have such digits.
      ...['Heddwen', 'Telor', 'Blodwen', 'window-of-the-day', 'KA-17 KA-18', 'hwyl', '"1-01"'],
      ...of('SELECT id FROM journal'),
      ...of('SELECT id FROM device'),
      ...of('SELECT hex(hash) FROM journal'),
      ...of("SELECT value FROM setting WHERE name IN ('day_id', 'file_id', 'device_id', 'place')"),
    ];
    room.close();
    const bytesOfDay = readFileSync(room.file).toString('latin1');
    const again = openRoom(room.file, { create: false, program: 'a test' });
    const hashes = again.db.prepare<[], Buffer>('SELECT hash FROM journal').pluck().all();
    const next = nextOf(again);
    next.close();
    const bytes = readFileSync(next.file).toString('latin1');
    // What is looked for is there to be found.
    expect(bytesOfDay).toContain('Heddwen');
    expect(secrets.filter((secret) => bytesOfDay.includes(secret)).length).toBeGreaterThan(40);
    expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([]);
    expect(hashes.filter((hash) => bytes.includes(hash.toString('latin1')))).toEqual([]);
    expect(bytes).toContain('Prys');
    expect(readdirSync(dirname(room.file)).filter((name) => !name.startsWith('test.room'))).toEqual([
      'next.room',
    ]);
    again.close();
  });

  it('is another room: device, day, file and exchange are its own', async () => {
    const room = await fullRoom();
    const next = nextOf(room);
    for (const name of ['day_id', 'device_id', 'file_id'] as const)
      expect(readSetting(next, name)).not.toBe(readSetting(room, name));
    for (const name of ['file_ids_earlier', 'file_ids_elsewhere', 'backup_folders'] as const)
      expect(readSetting(next, name) ?? '[]').toBe('[]');
  });

  it('decides about every table and every column of a room', () => {
    const room = temporaryRoom();
    const columns = room.db
      .prepare<[], { tab: string; col: string }>(
        `SELECT tab.name AS tab, col.name AS col FROM sqlite_schema AS tab, pragma_table_xinfo(tab.name) AS col
          WHERE tab.type = 'table' AND tab.name NOT GLOB 'elector_search_*' AND tab.name NOT GLOB 'sqlite_*'`,
      )
      .all();
    const whole: readonly string[] = [...SAVED_ANEW, ...OF_THIS_ROOM];
    const undecided = columns.filter(
      ({ tab, col }) =>
        !whole.includes(tab) && !COPIED[tab]?.includes(col) && !NOT_COPIED[tab]?.includes(col),
    );
    expect(undecided).toEqual([]);
    const known = new Set(columns.map(({ tab }) => tab));
    expect([...whole, ...Object.keys(COPIED)].filter((table) => !known.has(table))).toEqual([]);
  });

  it('takes this election for the one of that name which the room has, and keeps what is known better', () => {
    const past = 'Voted 2026';
    const headings = ['Elector Number Prefix', 'Elector Number', 'Surname', 'Forename', 'Address1', past];
    const room = temporaryRoom();
    const voters = [
      ['KA', '1', 'Evans', 'Ann', '1 High Street', ''],
      ['KA', '2', 'Rees', 'Nia', '2 High Street', 'Voted by post'],
      ['KA', '3', 'Puw', 'Mair', '3 High Street', 'Did not vote'],
    ];
    importText(room, [headings, ...voters].map((cells) => cells.join(',')).join('\n'));
    const known = room.db.prepare('SELECT name FROM election').pluck().all();
    expect(known).toHaveLength(1);
    markNumbers(room, { text: 'KA-1 KA-2', by: BY });
    const next = nextOf(room, { election: String(known[0]).toLowerCase() });
    expect(next.db.prepare('SELECT name FROM election').pluck().all()).toEqual(known);
    expect(next.db.prepare('SELECT past FROM elector ORDER BY number').pluck().all()).toEqual([
      'v',
      'x',
      '0',
    ]);
  });

  it('keeps a station and a walk when a change of them is undone', async () => {
    const next = nextOf(await fullRoom());
    const entries = next.db
      .prepare<[], string>("SELECT id FROM journal WHERE kind IN ('station', 'walk')")
      .pluck()
      .all();
    expect(entries.length).toBe(3);
    const before = stations(next);
    next.change(() => undefined);
    const [first] = entries;
    undoEntries(next, [first ?? ''], BY);
    const undo = next.db
      .prepare<[], string>('SELECT id FROM journal ORDER BY seq DESC LIMIT 1')
      .pluck()
      .get();
    undoEntries(next, [undo ?? ''], BY);
    expect(stations(next)).toEqual(before);
    expect(checkRoom(next).ok).toBe(true);
  });
});

describe('its passphrase', () => {
  it('is that of this room, without a name in the file and with a recovery key of its own', async () => {
    const room = await fullRoom();
    room.setPassphrase(PASSPHRASE);
    const next = nextOf(room, {}, { passphrase: PASSPHRASE });
    expect(checkRoom(next).ok).toBe(true);
    expect(readSetting(next, 'recovery_key')).toBe('not on paper');
    next.close();
    room.close();
    expect(readFileSync(next.file).includes('Prys')).toBe(false);
    expect(recoveryKey(next.file, PASSPHRASE)).not.toBe(recoveryKey(room.file, PASSPHRASE));
  });

  it('can be its first, if this room has none', async () => {
    const next = nextOf(await fullRoom(), { passphrase: PASSPHRASE }, { passphrase: PASSPHRASE });
    expect([next.isEncrypted, checkRoom(next).ok]).toEqual([true, true]);
    next.close();
    expect(readFileSync(next.file).includes('Prys')).toBe(false);
  });

  it('may be another, and must be if only the recovery key is known', async () => {
    const full = await fullRoom();
    full.setPassphrase(PASSPHRASE);
    full.close();
    const key = { recoveryKey: recoveryKey(full.file, PASSPHRASE) };
    const room = openRoom(full.file, { create: false, program: 'a test', key });
    expect(() => nextOf(room)).toThrow('Type one for the next room');
    expect(() => nextOf(room, { passphrase: 'short' })).toThrow('12 characters or more');
    const next = nextOf(room, { passphrase: 'glaw mân a haul' }, { passphrase: 'glaw mân a haul' });
    expect(checkRoom(next).ok).toBe(true);
    room.close();
  });
});

describe('starting it', () => {
  const start = (room: Room, more: Partial<NextRoomChoice> = {}) =>
    startNextRoom(room, { file: beside(room), election: ELECTION, passphrase: null, by: BY, ...more });
  const filesBeside = (room: Room) =>
    readdirSync(dirname(room.file)).filter((name) => !name.startsWith('test.room'));

  it('writes over nothing, and leaves nothing when it is refused', async () => {
    const room = await fullRoom();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'thesis.room'), 'not ours');
    writeFileSync(join(folder, 'empty.room'), '');
    const refused: [Partial<NextRoomChoice>, string][] = [
      [{ file: join(folder, 'thesis.room') }, 'is already there'],
      [{ file: join(folder, 'empty.room') }, 'is already there'],
      [{ file: room.file }, 'is already there'],
      [{ file: join(folder, 'nowhere', 'next.room') }, 'There is no folder'],
      [{ file: join(folder, 'thesis.room', 'next.room') }, 'There is no folder'],
      [{ file: join(folder, `${'x'.repeat(300)}.room`) }, 'Check the name and the folder'],
      [{ file: join(folder, 'next.csv') }, 'ends in .room'],
      [{ file: ' ' }, 'ends in .room'],
      [{ election: ' ' }, 'Give this election a name'],
      [{ now: new Date(2026, 4, 7, 21, 59) }, 'The polls have not closed yet'],
      [{ now: new Date(2026, 4, 6, 23, 0) }, 'The polls have not closed yet'],
    ];
    for (const [more, why] of refused) expect(() => start(room, more)).toThrow(why);
    expect(readFileSync(join(folder, 'thesis.room'), 'utf8')).toBe('not ours');
    expect(readdirSync(folder).sort()).toEqual(['empty.room', 'thesis.room']);
    expect(filesBeside(room)).toEqual([]);
    expect(startedRoom(room)).toBeNull();
    expect(whyNotYet(room, new Date(2026, 4, 7, 22, 0))).toBeNull();
    start(room, { now: new Date(2026, 4, 7, 22, 0) });
    expect(filesBeside(room)).toEqual(['next.room']);
    expect(suggestedFile(room)).toBe(join(dirname(room.file), 'next-election.room'));
  });

  it.runIf(canMount)(
    'says of the name that it would get that its disk is full, or can only be read',
    async () => {
      const room = await fullRoom();
      const disk = memoryDisk('size=200k,mode=0700');
      expect(() => start(room, { file: join(disk, 'next.room') })).toThrow(
        'The disk is full, so next.room was not changed.',
      );
      makeReadOnly(disk);
      expect(() => start(room, { file: join(disk, 'next.room') })).toThrow(
        'next.room is on a disk that cannot be written to.',
      );
      expect(readdirSync(disk)).toEqual([]);
      expect([startedRoom(room), checkRoom(room).ok]).toEqual([null, true]);
    },
  );

  it('takes its name last, so that a killed program leaves no empty file of that name', async () => {
    const room = await fullRoom();
    const change = room.change.bind(room);
    const there: boolean[] = [];
    room.change = (work) => {
      const done = change(work);
      there.push(existsSync(beside(room)));
      return done;
    };
    start(room);
    expect([there.length > 0, there.includes(true), existsSync(beside(room))]).toEqual([true, false, true]);
  });

  it('never takes the log of another room for its own', async () => {
    const room = await fullRoom();
    writeFileSync(`${beside(room)}-wal`, 'numbers of another day');
    expect(() => start(room)).toThrow('next.room-wal');
    expect(readFileSync(`${beside(room)}-wal`, 'utf8')).toBe('numbers of another day');
    expect(filesBeside(room)).toEqual(['next.room-wal']);
    expect(startedRoom(room)).toBeNull();
  });

  it('says in numbers what is carried on and what is left out', async () => {
    const room = await fullRoom();
    const [first = 0] = idsOf(room);
    correctElector(room, first, { ...electorRecord(room, first), phone: '0161 496 0000', gone: 'moved' }, BY);
    const plain = (all: { what: { text: string }; count: number }[]) =>
      Object.fromEntries(all.map(({ what, count }) => [what.text, count]));
    const { kept, corrected, dropped } = whatIsCarried(room);
    expect(plain(kept)).toMatchObject({
      'Electors on the register': 24,
      Streets: 3,
      Walks: 1,
      'Polling stations': 2,
    });
    expect(plain(kept)['Marked off: past turnout from now on']).toBe(5);
    expect(plain(corrected)).toEqual({ 'Telephone numbers': 1, 'Recorded as moved': 1 });
    expect(plain(dropped)).toMatchObject({
      Slips: 2,
      Sheets: 3,
      'Answers at the door': 1,
      'Tellers’ shifts': 1,
    });
  });

  it('is in the journal of this room, which knows whether anything came in since', async () => {
    const room = await fullRoom();
    start(room);
    const [last] = room.db.prepare('SELECT kind, by FROM journal ORDER BY seq DESC LIMIT 1').raw().all();
    expect(last).toEqual(['export', BY]);
    expect(startedRoom(room)).toMatchObject({ file: beside(room), isThere: true, since: 0 });
    markNumbers(room, { text: 'KA-5', by: BY });
    expect(startedRoom(room)).toMatchObject({ since: 1 });
    expect(checkRoom(room).ok).toBe(true);
  });

  it('asks what a number of this day means no more: open questions are not carried on', async () => {
    const room = await fullRoom();
    const [question] = openQuestions(room);
    answerQuestion(room, question?.id ?? 0, 'leave', BY);
    expect(openQuestions(nextOf(room))).toEqual([]);
  });

  it('has to be confirmed on the command line, which says first what is carried on', async () => {
    const room = await fullRoom();
    room.close();
    const file = beside(room);
    const command = ['next', '--room', room.file, '--out', file, '--name', ELECTION];
    const unconfirmed = await runCommand(command);
    expect([unconfirmed.code, existsSync(file)]).toEqual([1, false]);
    expect(unconfirmed.stderr).toContain('Electors on the register (24)');
    expect(unconfirmed.stderr).toContain('--yes');
    const done = await runCommand([...command, '--yes', '--json']);
    expect(done).toMatchObject({ code: 0, json: { file } });
    const checked = await runCommand(['check', '--room', file, '--json']);
    expect(checked).toMatchObject({ code: 0, json: { ok: true } });
    const board = await runCommand(['board', '--room', file, '--json']);
    expect(board.json).toMatchObject({ electors: 24, voted: 0 });
    expect((await runCommand([...command, '--yes'])).code).toBe(1);
  });
});
