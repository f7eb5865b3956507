import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { contextOf } from '../../src-main/api/context.ts';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { router } from '../../src-main/api/router.ts';
import { readCanvass } from '../../src-main/register/file/read-canvass.ts';
import { readRegister } from '../../src-main/register/file/read-register.ts';
import { StagedFile } from '../../src-main/register/file/text/staged-file.ts';
import { StagedFiles } from '../../src-main/register/file/text/staged-files.ts';
import { chooseReading, stageFile } from '../../src-main/register/file/understand.ts';
import { runImport, surveyFile } from '../../src-main/register/import/import-steps.ts';
import type { ImportChoice } from '../../src-main/register/import/plan/choice.ts';
import type { ImportStep, SurveyStep } from '../../src-main/register/types.ts';
import { callsOverHttp } from '../../src-main/server/calls-over-http.ts';
import { Windows } from '../../src-main/server/windows.ts';
import type { Room } from '../../src-main/store/room.ts';
import { runAsyncSteps, runSteps } from '../../src-shared/steps.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

vi.mock('../../src-main/register/file/read-register.ts', { spy: true });
vi.mock('../../src-main/register/file/read-canvass.ts', { spy: true });
// Calls in another thread are not counted.
vi.mock('node:worker_threads', async (original) => ({
  ...(await original<typeof import('node:worker_threads')>()),
  Worker: (await import('../fixtures/same-thread.ts')).SameThread,
}));

const REGISTER = register(
  elector('1', 'Evans', 'Ann', { vi: 'P', date: '01/06/2008' }),
  elector('2', 'Price', 'Bo', { vi: 'L', markers: 'A' }),
  elector('3', 'Lloyd', 'Carys', { district: 'KB' }),
  elector('4', 'Rees', 'Dai', { address: '' }),
);
const CANVASS = 'Elector Number,Surname,Voting Intention\nKA-1,Evans,L\nKA-2,Pryce,P\nKZ-9,Nobody,P\n';

/** A register and its canvass, opened; nothing has been read but for the preview. */
async function opened(room: Room, staged = new StagedFiles()) {
  const { fileId } = await stageFile(staged, room, 'register.csv', Buffer.from(REGISTER));
  const { fileId: canvassId } = await stageFile(staged, room, 'canvass.csv', Buffer.from(CANVASS));
  const choice: ImportChoice = {
    fileId,
    canvassId,
    meanings: {},
    acceptRefused: true,
    removeMissing: false,
    by: 'Gwen',
  };
  vi.clearAllMocks();
  return { staged, fileId, canvassId, choice };
}

const readings = () => ({
  register: vi.mocked(readRegister).mock.calls.length,
  canvass: vi.mocked(readCanvass).mock.calls.length,
});

/** What the steps end with. */
async function outcome<Step extends SurveyStep | ImportStep>(steps: AsyncGenerator<Step>): Promise<Step> {
  let last: Step | undefined;
  for await (const step of steps) last = step;
  if (last?.stage !== 'done') throw new Error('The steps stopped early.');
  return last;
}

const survey = (room: Room, staged: StagedFiles, choice: ImportChoice) =>
  outcome(surveyFile(room, staged, choice, undefined));

beforeEach(() => vi.clearAllMocks());

describe('a file that was opened', () => {
  it('is read once for all rehearsals and the import', async () => {
    const room = temporaryRoom();
    const { staged, choice } = await opened(room);
    const first = await survey(room, staged, choice);
    expect(readings()).toEqual({ register: 1, canvass: 1 });
    for (const meaning of ['promise', 'against', 'promise'] as const)
      await survey(room, staged, { ...choice, meanings: { P: meaning } });
    expect(await survey(room, staged, choice)).toEqual(first);
    await outcome(runImport(room, staged, choice, undefined));
    expect(readings()).toEqual({ register: 1, canvass: 1 });
  });

  it('is left as it was read by each plan, in an empty room and in one with electors', async () => {
    for (const before of [null, register(elector('1', 'Evans', 'Annie'), elector('2', 'Jones', 'Ed'))]) {
      const room = temporaryRoom();
      if (before) importText(room, before);
      const { staged, choice } = await opened(room);
      const first = await survey(room, staged, choice);
      await survey(room, staged, { ...choice, meanings: { P: 'promise' }, removeMissing: true });
      expect(await survey(room, staged, choice)).toEqual(first);
      expect(readings()).toEqual({ register: 1, canvass: 1 });
    }
  });

  it('is read again after another choice of columns, separator or encoding, and for another polling day', async () => {
    const room = temporaryRoom();
    const { staged, fileId, choice } = await opened(room);
    const on = async (pollingDay: string) => survey(room, staged, { ...choice, poll: { pollingDay } });
    await on('2026-05-07');
    for (const changed of [{ delimiter: ',' }, { encoding: 'UTF-8' }, { mend: true }] as const) {
      chooseReading(staged, room, fileId, changed);
      vi.clearAllMocks();
      await on('2026-05-07');
      await on('2026-05-07');
      expect(readings(), JSON.stringify(changed)).toEqual({ register: 1, canvass: 0 });
    }
    vi.clearAllMocks();
    await on('2027-05-06');
    await on('2027-05-06');
    expect(readings()).toEqual({ register: 1, canvass: 1 });
  });

  it('shows what another choice means, even if that is made while the file is read', async () => {
    const file = await StagedFile.of('register.csv', Buffer.from(REGISTER));
    const reading = file.register('2026-05-07');
    expect(reading.next().done).toBe(false);
    const columns = [...file.layout().columns.roles].map((role) =>
      role === 'votingIntention' ? null : role,
    );
    file.choose({ mapping: { byHeading: new Map(), positions: columns } });
    const intentions = (read: ReturnType<typeof file.register>) =>
      [...runSteps(read).electors].map(({ votingIntention }) => votingIntention);
    expect(intentions(reading)).toEqual(['P', 'L', '', '']);
    expect(intentions(file.register('2026-05-07'))).toEqual([null, null, null, null]);
  });

  it('is forgotten when another register is chosen, but not when its canvass is', async () => {
    const room = temporaryRoom();
    const { staged, choice } = await opened(room);
    await survey(room, staged, choice);
    await stageFile(staged, room, 'another canvass.csv', Buffer.from(CANVASS));
    vi.clearAllMocks();
    await survey(room, staged, choice);
    expect(readings()).toEqual({ register: 0, canvass: 0 });
    await stageFile(staged, room, 'another.csv', Buffer.from(REGISTER));
    vi.clearAllMocks();
    await survey(room, staged, choice);
    expect(readings()).toEqual({ register: 1, canvass: 1 });
  });

  it('is forgotten with a canvass that is left out', async () => {
    const room = temporaryRoom();
    const { staged, choice } = await opened(room);
    await survey(room, staged, choice);
    const { canvassId: _, ...without } = choice;
    await survey(room, staged, without);
    await survey(room, staged, choice);
    expect(readings()).toEqual({ register: 1, canvass: 2 });
  });

  it('can be read again after it was forgotten, and is gone when the host stops', async () => {
    const room = temporaryRoom();
    const context = contextOf(RoomDoor.of(room));
    const { staged, choice } = await opened(room, context.staged);
    await survey(room, staged, choice);
    staged.releaseOthers([]);
    await survey(room, staged, choice);
    expect(readings()).toEqual({ register: 2, canvass: 2 });
    await context.stop();
    await expect(survey(room, staged, choice)).rejects.toThrow(/no longer has that file/);
  });

  it('is forgotten by the server when a browser window closes, not when one opens', async () => {
    const release = vi.spyOn(StagedFiles.prototype, 'releaseOthers');
    const windows = new Windows(RoomDoor.of(temporaryRoom()), () => () => {});
    const calls = callsOverHttp(RoomDoor.of(temporaryRoom()), windows);
    onTestFinished(async () => {
      windows.stop();
      await calls.stop();
    });
    windows.presence.heard('window-one');
    windows.presence.heard('window-two');
    expect(release).not.toHaveBeenCalled();
    windows.goodbye('window-two');
    expect(release.mock.calls).toEqual([[[]]]);
  });

  it('is gone when a person cancels, with its canvass, and no other file is', async () => {
    const room = temporaryRoom();
    const context = contextOf(RoomDoor.of(room));
    onTestFinished(() => context.stop());
    const { staged, fileId, canvassId } = await opened(room, context.staged);
    const { fileId: other } = await stageFile(staged, room, 'other.csv', Buffer.from(REGISTER));
    const { register: calls } = router.createCaller(context);
    await calls.discard({ fileIds: [fileId, canvassId] });
    for (const id of [fileId, canvassId]) expect(() => staged.get(id)).toThrow(/no longer has that file/);
    expect(staged.get(other)).toBeInstanceOf(StagedFile);
    // A window whose file is gone already may say so again.
    await calls.discard({ fileIds: [fileId] });
  });

  it('is gone once it has been imported', async () => {
    const room = temporaryRoom();
    const { staged, choice } = await opened(room);
    await runAsyncSteps(runImport(room, staged, choice, undefined));
    await expect(survey(room, staged, choice)).rejects.toThrow(/no longer has that file/);
  });
});
