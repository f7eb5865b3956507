import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { importAbsentVoters, setAbsentForAll } from '../../src-main/register/absent-voters.ts';
import { correctElector, electorRecord } from '../../src-main/register/by-hand.ts';
import { readAbsentFile, readCanvassFile } from '../../src-main/register/file/read-file.ts';
import { StagedFile } from '../../src-main/register/file/text/staged-file.ts';
import { StagedFiles } from '../../src-main/register/file/text/staged-files.ts';
import { stageFile } from '../../src-main/register/file/understand.ts';
import { importCanvass } from '../../src-main/register/import/canvass-import.ts';
import {
  planCanvass,
  planEverybody,
  planList,
  runCanvass,
  runEverybody,
  runImport,
  runList,
  surveyFile,
} from '../../src-main/register/import/import-steps.ts';
import type { ImportChoice } from '../../src-main/register/import/plan/choice.ts';
import { Planner } from '../../src-main/register/import/plan/planner.ts';
import { planningOf } from '../../src-main/register/import/plan/planning.ts';
import type { ImportStep, SurveyStep } from '../../src-main/register/types.ts';
import { beginDraft } from '../../src-main/store/draft/begin-draft.ts';
import { openRoom, RegisterHeld } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { planInSameThread } from '../fixtures/plan-in-same-thread.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

hashQuickly();

const BEFORE = register(
  elector('1', 'Evans', 'Ann', { vi: 'P' }),
  elector('2', 'Price', 'Bo', { vi: 'P' }),
  elector('3', 'Lloyd', 'Carys', { vi: 'P' }),
  elector('4', 'Rees', 'Dai', { vi: 'P' }),
  elector('5', 'Morgan', 'Eirian', { vi: 'L' }),
  elector('6', 'Hughes', 'Ffion', { vi: 'L' }),
);
/** Ann moves within the district, Bo is gone, Carys becomes a postal voter, and two are new. */
const AFTER = register(
  elector('1', 'Evans', 'Ann', { vi: 'P', address: '9 Mill Road' }),
  elector('3', 'Lloyd', 'Carys', { vi: 'P', markers: 'A' }),
  elector('4', 'Rees', 'Dai', { vi: 'L' }),
  elector('5', 'Morgan', 'Eirian', { vi: 'L' }),
  elector('6', 'Hughes', 'Ffion', { vi: 'L' }),
  elector('7', 'Parry', 'Gwen', { vi: 'P', address: '3 Mill Road' }),
  elector('8', 'Jones', 'Huw', { vi: 'P', address: '4 Station Road' }),
);

const OTHER_PLACE = register(
  elector('1', 'Bowen', 'Ifan', { district: 'ZB', address: '1 Quay Street' }),
  elector('2', 'Bowen', 'Lowri', { district: 'ZB', address: '1 Quay Street' }),
);

const plan = vi.spyOn(Planner.prototype, 'plan');
afterAll(() => plan.mockRestore());
// In this thread, so that each step can be watched. tests/e2e and two tests here run the real one.
let useRealThread: () => void;
beforeEach(() => {
  plan.mockClear();
  useRealThread = planInSameThread();
});
afterEach(() => useRealThread());

type Prepared = { room: Room; staged: StagedFiles; choice: ImportChoice };

async function prepared(room = temporaryRoom()): Promise<Prepared> {
  importText(room, BEFORE, { promises: ['P'] });
  return staged(room);
}

async function staged(room: Room, text = AFTER): Promise<Prepared> {
  const files = new StagedFiles();
  onTestFinished(() => files.clear());
  const { fileId } = await stageFile(files, room, 'register.csv', Buffer.from(text));
  const choice = { fileId, meanings: {}, acceptRefused: false, removeMissing: false, by: 'Gwen' };
  return { room, staged: files, choice };
}

async function last<Step extends SurveyStep | ImportStep>(steps: AsyncGenerator<Step>) {
  let end: Step | undefined;
  for await (const step of steps) end = step;
  return end;
}

const survey = ({ room, staged: files, choice }: Prepared, signal?: AbortSignal) =>
  surveyFile(room, files, choice, signal);
const run = ({ room, staged: files, choice }: Prepared, signal?: AbortSignal) =>
  runImport(room, files, choice, signal);

const beside = ({ file }: Room) =>
  readdirSync(dirname(file)).filter((name) => name.startsWith(basename(file)) && name.includes('draft'));

const mark = (room: Room, text: string) => markNumbers(room, { text, by: 'Tal' });
const idOf = (room: Room, number: number) =>
  room.db.prepare<[number], number>('SELECT id FROM elector WHERE number = ?').pluck().get(number) ?? 0;

/** Everything about electors and streets but the ids, which differ from room to room. */
function state({ db }: Room): unknown[] {
  return db
    .prepare(
      `SELECT e.*, s.name, s.walk_order, s.electors, s.promises, s.voted, s.outstanding, s.postal_promises, NULL AS id,
              NULL AS street_id, removed_at IS NULL AS removed_at, voted_at IS NULL AS voted_at
         FROM elector AS e JOIN street AS s ON s.id = street_id ORDER BY district, number, surname`,
    )
    .all();
}

describe('an import is planned', () => {
  it('and applied exactly as it was shown, without a second plan', async () => {
    const ready = await prepared();
    const shown = await last(survey(ready));
    const before = state(ready.room);
    expect(plan).toHaveBeenCalledTimes(1);
    const done = await last(run(ready));
    expect(plan).toHaveBeenCalledTimes(1);
    expect(done).toEqual({ stage: 'done', result: shown?.stage === 'done' && shown.survey.result });
    expect(state(ready.room)).not.toEqual(before);
    expect(checkRoom(ready.room)).toMatchObject({ ok: true, problems: [] });
    expect(beside(ready.room)).toEqual([]);
  });

  it('beside marks, slips and answers at doors, which it keeps', async () => {
    const [early, late] = [await prepared(), await prepared()];
    const day = (room: Room) => {
      mark(room, 'KA-2 KA-3');
      beginSlip(room, {
        district: 'KA',
        stationId: null,
        toldAt: null,
        teller: 'Tal',
        toldCount: null,
        by: 'Tal',
      });
      const answers = [
        { electorId: idOf(room, 4), answer: 'refused' as const },
        { electorId: idOf(room, 1), answer: 'voted' as const },
      ];
      enterDoorstep(room, '1-01', answers, 'Tal');
    };
    day(early.room);
    await last(survey(early));
    await last(survey(late));
    day(late.room);
    await last(run(early));
    await last(run(late));
    expect(plan).toHaveBeenCalledTimes(2);
    expect(state(late.room)).toEqual(state(early.room));
    for (const { room } of [early, late]) expect(checkRoom(room).problems).toEqual([]);
    const { doorstep, voted_at } = electorOf(late.room, 3);
    expect([doorstep, voted_at]).toEqual(['', expect.any(Number)]);
    expect(electorOf(late.room, 1)).toMatchObject({
      doorstep: 'voted',
      off_sheets: 1,
      address: '9 Mill Road, Littleton',
    });
  });

  it('again, once, if somebody has corrected the register meanwhile', async () => {
    const ready = await prepared();
    const { room } = ready;
    await last(survey(ready));
    const id = idOf(room, 5);
    correctElector(room, id, { ...electorRecord(room, id), surname: 'Morgans' }, 'Gwen');
    await last(run(ready));
    expect(plan).toHaveBeenCalledTimes(2);
    expect(electorOf(room, 5)).toMatchObject({ surname: 'Morgans' });
    expect(checkRoom(room).problems).toEqual([]);
  });

  it('and then changes of the register wait, but no mark', async () => {
    const ready = await prepared();
    const { room } = ready;
    const steps = run(ready);
    const id = idOf(room, 5);
    const correct = (surname: string) =>
      correctElector(room, id, { ...electorRecord(room, id), surname }, 'Gwen');
    let isPlanned = false;
    let refused: unknown;
    for await (const step of steps) {
      if (step.stage === 'done') break;
      if (isPlanned && !refused) {
        mark(room, 'KA-6');
        try {
          correct('Morganses');
        } catch (error) {
          refused = error;
        }
      }
      if (!isPlanned && step.stage === 'writing' && step.done === 0) {
        correct('Morgans');
        isPlanned = true;
      }
    }
    expect(refused).toBeInstanceOf(RegisterHeld);
    expect(electorOf(room, 5)).toMatchObject({ surname: 'Morgans' });
    expect(electorOf(room, 6).voted_at).not.toBeNull();
    correct('Morganses');
    expect(electorOf(room, 5)).toMatchObject({ surname: 'Morganses' });
    expect(checkRoom(room).problems).toEqual([]);
  });

  it('and stopped at any step, which leaves nothing behind', async () => {
    for (let stopAt = 0; ; stopAt += 1) {
      const ready = await prepared();
      const before = state(ready.room);
      const stop = new AbortController();
      const steps = run(ready, stop.signal);
      let taken = 0;
      let isDone = false;
      for await (const step of steps) {
        isDone = step.stage === 'done';
        if (taken === stopAt) stop.abort();
        taken += 1;
      }
      await ready.staged.clear();
      expect(beside(ready.room)).toEqual([]);
      if (isDone) break;
      expect(state(ready.room), String(stopAt)).toEqual(before);
      expect(taken).toBeGreaterThan(0);
    }
  });

  it('and left at any step by whoever asked, which leaves nothing behind', async () => {
    const ready = await prepared();
    for (const leaveAfter of [1, 2, 3]) {
      let taken = 0;
      for await (const _ of survey(ready)) {
        taken += 1;
        if (taken === leaveAfter) break;
      }
      expect(beside(ready.room).length).toBeLessThanOrEqual(1);
    }
    await last(survey(ready));
    expect(beside(ready.room)).toHaveLength(1);
    await ready.staged.clear();
    expect(beside(ready.room)).toEqual([]);
  });

  it('and the room may be closed meanwhile', async () => {
    const ready = await prepared();
    for await (const step of run(ready)) if (step.stage === 'reading') ready.room.close();
    await ready.staged.clear();
    expect(beside(ready.room)).toEqual([]);
  });

  it('in a thread, with the key of the room, on a connection beside it', async () => {
    useRealThread();
    const ready = await prepared();
    ready.room.setPassphrase('long enough for this');
    const shown = await last(survey(ready));
    const [draft = ''] = beside(ready.room);
    const bytes = readFileSync(`${dirname(ready.room.file)}/${draft}`).toString('latin1');
    expect(bytes.length).toBeGreaterThan(10_000);
    expect(bytes).not.toMatch(/Evans|SQLite format/);
    mark(ready.room, 'KA-3');
    expect(await last(run(ready))).toMatchObject({
      stage: 'done',
      result: shown?.stage === 'done' && shown.survey.result,
    });
    expect(checkRoom(ready.room).problems).toEqual([]);
    expect(beside(ready.room)).toEqual([]);
  });

  it('for two windows at once, and the end of one import does not stop the other', async () => {
    useRealThread();
    const one = await prepared();
    const { fileId } = await stageFile(one.staged, one.room, 'other.csv', Buffer.from(OTHER_PLACE));
    const other = { ...one, choice: { ...one.choice, fileId } };
    await last(survey(one));
    const ends = await Promise.all([last(run(one)), last(run(other))]);
    expect(ends.map((end) => end?.stage)).toEqual(['done', 'done']);
    expect(one.room.db.prepare(`SELECT COUNT(*) FROM elector WHERE district = 'ZB'`).pluck().get()).toBe(2);
    expect(checkRoom(one.room)).toMatchObject({ ok: true, problems: [] });
    expect(beside(one.room)).toEqual([]);
  });

  it('anew after the passphrase has changed', async () => {
    const ready = await prepared();
    await last(survey(ready));
    ready.room.setPassphrase('long enough for this');
    expect(await last(run(ready))).toMatchObject({ stage: 'done' });
    expect(plan).toHaveBeenCalledTimes(2);
  });

  it('for a register that is refused, and imported after all without another plan', async () => {
    const ready = await staged(
      temporaryRoom(),
      register(elector('1', 'Evans', 'Ann'), elector('x', 'Price', 'Bo'), elector('y', 'Lloyd', 'Cy')),
    );
    const shown = await last(survey(ready));
    expect(shown).toMatchObject({ survey: { misread: 'bad lines', result: { imported: 1 } } });
    await expect(last(run(ready))).rejects.toThrow(/2 of 3 lines have problems/);
    expect(state(ready.room)).toEqual([]);
    const accepted = { ...ready, choice: { ...ready.choice, acceptRefused: true } };
    expect(await last(run(accepted))).toMatchObject({ result: { imported: 1 } });
    expect(plan).toHaveBeenCalledTimes(1);
  });
});

describe('the first register of a room', () => {
  it('is copied whole, with all that SQLite keeps of it', async () => {
    const ready = await staged(temporaryRoom());
    await last(run(ready));
    const { db, file } = ready.room;
    expect(state(ready.room)).toHaveLength(7);
    expect(checkRoom(ready.room).problems).toEqual([]);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    ready.room.close();
    // Its schema is checked.
    openRoom(file, { create: false, program: 'a test' }).close();
  });
});

describe('a draft', () => {
  it('of a program that was killed is removed when its room is next opened, and nothing else is', () => {
    const room = temporaryRoom();
    const { file } = room;
    const others = [
      `${file}.draft`,
      `${file}.draft-0123`,
      `${dirname(file)}/other.room.draft-0123456789abcdef`,
    ];
    for (const each of [...others, `${file}.draft-0123456789abcdef`]) writeFileSync(each, 'Evans');
    room.close();
    openRoom(file, { create: false, program: 'a test' }).close();
    expect(readdirSync(dirname(file)).toSorted()).toEqual(
      [file, ...others].map((each) => basename(each)).toSorted(),
    );
  });

  it('has no part in the commit of the room, and stays a file without a log', () => {
    const file = join(temporaryFolder(), 'new.room');
    const room = openRoom(file, { create: true, program: 'a test' });
    const { file: draft } = beginDraft(room, { copiesNow: true });
    const mode = room.changeFrom(draft, () => room.db.pragma('draft.journal_mode', { simple: true }));
    // A draft with a journal on the disk is flushed with the room.
    expect(mode).toBe('memory');
    expect(room.db.pragma('journal_mode', { simple: true })).toBe('wal');
    // https://sqlite.org/fileformat2.html#file_format_version_numbers
    expect(readFileSync(draft)[18]).toBe(1);
    room.close();
  });

  it('is removed if the import is refused', () => {
    const room = temporaryRoom();
    const bad = register(elector('x', 'Evans', 'Ann'), elector('y', 'Evans', 'Bo'));
    expect(() => importText(room, bad)).toThrow(/lines have problems/);
    expect(beside(room)).toEqual([]);
  });
});

function electorOf({ db }: Room, number: number): Record<string, unknown> {
  return (
    db.prepare<[number], Record<string, unknown>>('SELECT * FROM elector WHERE number = ?').get(number) ?? {}
  );
}

describe('a canvass file or a list of absent voters is planned', () => {
  const CANVASS = 'Elector Number,Surname,VI,Do not knock\nKA-1,Evans,C,See wife\nKA-5,Morgan,P,\n';
  const LIST = 'Elector Number,Surname,Vote Type\nKA-1,Evans,Postal\nKA-2,Price,Lodged\n';
  const withCanvass = {
    meanings: { C: 'against' },
    knocks: { 'SEE WIFE': 'do not knock' },
    by: 'Gwen',
  } as const;
  const withList = { otherwise: null, complete: false, confirmed: false, markers: {}, by: 'Gwen' };

  async function both() {
    const [{ room, staged: files }, { room: other }] = [await prepared(), await prepared()];
    const { fileId } = await stageFile(files, room, 'evening.csv', Buffer.from(CANVASS));
    const list = await StagedFile.of('list.csv', Buffer.from(LIST));
    return { room, files, other, fileId, list };
  }

  it('and applied exactly as it was shown, beside marks, as it would be at once', async () => {
    const { room, files, other, fileId, list } = await both();
    const shown = await planCanvass(room, files, fileId, withCanvass, undefined);
    expect(state(room)).toEqual(state(other));
    mark(room, 'KA-2 KA-3');
    expect(await runCanvass(room, files, fileId, withCanvass)).toEqual(shown);
    const shownList = await planList(room, files, list, withList, undefined);
    mark(room, 'KA-4');
    expect(await runList(room, files, list, withList)).toEqual(shownList);
    expect(plan).toHaveBeenCalledTimes(2);
    const canvass = readCanvassFile(Buffer.from(CANVASS));
    importCanvass(other, { ...withCanvass, canvass, fileName: 'evening.csv' });
    const read = readAbsentFile(Buffer.from(LIST), { fileName: 'list.csv', pollingDay: '2026-05-07' });
    importAbsentVoters(other, read, { ...withList, fileName: 'list.csv' });
    mark(other, 'KA-2 KA-3 KA-4');
    expect(state(room)).toEqual(state(other));
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
    undoEntries(room, shownList.entries, 'Gwen');
    undoEntries(room, shown.entries, 'Gwen');
    undoEntries(other, undone(other), 'Gwen');
    expect(state(room)).toEqual(state(other));
    expect(beside(room)).toEqual([]);
  });

  it('and so is how everybody votes', async () => {
    const { room, files, other, list } = await both();
    await runList(room, files, list, withList);
    const read = readAbsentFile(Buffer.from(LIST), { fileName: 'list.csv', pollingDay: '2026-05-07' });
    importAbsentVoters(other, read, { ...withList, fileName: 'list.csv' });
    plan.mockClear();
    const choice = { vote: 'none', by: 'Gwen' } as const;
    const shown = await planEverybody(room, files, choice, undefined);
    expect(shown.stopPostal.total).toBeGreaterThan(0);
    expect(state(room)).toEqual(state(other));
    mark(room, 'KA-2');
    expect(await runEverybody(room, files, choice)).toEqual(shown);
    expect(plan).toHaveBeenCalledTimes(1);
    mark(other, 'KA-2');
    setAbsentForAll(other, 'none', 'Gwen');
    expect(state(room)).toEqual(state(other));
    await planEverybody(room, files, { vote: '', by: 'Gwen' }, undefined);
    planningOf(files).forgetList();
    expect(beside(room)).toEqual([]);
  });

  it('anew, if the register has changed since', async () => {
    const { room, files, fileId } = await both();
    const shown = await planCanvass(room, files, fileId, withCanvass, undefined);
    const id = idOf(room, 5);
    correctElector(room, id, { ...electorRecord(room, id), votingIntention: 'P' }, 'Gwen');
    const done = await runCanvass(room, files, fileId, withCanvass);
    expect([shown.answers.total, done.answers.total]).toEqual([2, 1]);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('and leaves nothing if it is not imported', async () => {
    const { room, files, list } = await both();
    await planList(room, files, list, withList, undefined);
    expect(beside(room)).not.toEqual([]);
    planningOf(files).forgetList();
    expect(beside(room)).toEqual([]);
  });
});

/** The entries of a canvass and of a list. */
function undone({ db }: Room): string[] {
  return db
    .prepare<[], string>(
      `SELECT id FROM journal WHERE detail ->> 'canvassed' IS NOT NULL OR detail ->> 'absentVoters' IS NOT NULL
          OR (kind = 'setting' AND detail ->> 'setting' = 'knock_meanings')
          OR (kind = 'setting' AND detail ->> 'setting' = 'code_meanings' AND detail ->> 'value' LIKE '%against%')`,
    )
    .pluck()
    .all();
}
