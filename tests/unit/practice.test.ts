import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { contextOf } from '../../src-main/api/context.ts';
import { PracticeOver } from '../../src-main/api/practices.ts';
import { readiness } from '../../src-main/api/readiness.ts';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { router } from '../../src-main/api/router.ts';
import { pickFolder } from '../../src-main/backup/backup-places.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { practiceSlips } from '../../src-main/practice/practice-slips.ts';
import { writePollSettings } from '../../src-main/register/elector/voting-rules.ts';
import { sampleRegister } from '../../src-main/register/sample.ts';
import { streetsToCorrect } from '../../src-main/register/streets/street-corrections.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { setCommitteeRoom } from '../../src-main/sheets/paper.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { faultOf, runCall } from '../../src-main/web/room-calls.ts';
import { isoDate } from '../../src-shared/days.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { markedOff } from '../marked-off.ts';
import { importedRoom, importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

hashQuickly();

afterEach(() => vi.useRealTimers());

const SAMPLE = sampleRegister({ electors: 300, seed: 5 });

/** A door with an empty room, and the calls of a window: in a practice, or in the real room. */
function door(room = temporaryRoom()) {
  const context = contextOf(RoomDoor.of(room));
  onTestFinished(() => context.door.practices.endAll());
  return { room, context, caller: (id?: string) => router.createCaller(context.inPractice(id ?? null)) };
}

function started(window: ReturnType<typeof router.createCaller>): Promise<string> {
  return window.practice.start({ isAutomatic: false, secondsBetween: 600, isSure: false });
}

describe('a practice', () => {
  it('belongs to the window that starts it; other windows stay in the real room', async () => {
    const { context, room, caller } = door(importedRoom(SAMPLE, { promises: ['P'] }));
    const [one, other] = [await started(caller()), await started(caller())];
    expect(one).not.toBe(other);
    const practice = context.inPractice(one).room;
    const folder = dirname(practice.file);
    expect(practice.file).not.toBe(room.file);
    expect(practice.changes).toBe(room.changes);
    await caller(one).turnout.mark({ text: 'KA-2 KA-3', by: 'Gwen', commandId: randomUUID() });
    await caller(other).turnout.mark({ text: 'KA-4', by: 'Gwen', commandId: randomUUID() });
    await caller().turnout.mark({ text: 'KA-1', by: 'Gwen', commandId: randomUUID() });
    const voted = async (id?: string) => (await caller(id).room.summary()).voted;
    expect([await voted(one), await voted(other), await voted()]).toEqual([2, 1, 1]);
    expect([await caller(one).practice.state(), await caller().practice.state()]).toMatchObject([
      { slips: [{ id: 1 }] },
      null,
    ]);
    await caller(one).practice.end();
    expect(existsSync(folder)).toBe(false);
    expect([await voted(other), await voted()]).toEqual([1, 1]);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
    context.door.close();
    expect(context.door.practices.ids).toEqual([]);
  });

  it('refuses the calls of a window whose practice has ended, and says what was entered in it', async () => {
    const { context, caller } = door();
    const id = await started(caller());
    const { room } = context.inPractice(id);
    const district = 'KA';
    const head = { district, stationId: null, toldAt: null, teller: '', toldCount: null, by: 'Gwen' };
    markNumbers(room, { text: '2', district, slipId: beginSlip(room, head).id, by: 'Gwen' });
    const streetIds = streetsToCorrect(room).map(({ id }) => id);
    await makeSheetsAtOnce(room, { streetIds: streetIds.slice(0, 2) }, 'Gwen');
    enterDoorstep(room, '1-01', [{ electorId: 1, answer: 'out' }], 'Gwen');
    await caller(id).practice.end();
    const ended =
      /^Entered or made in the practice: 1 number, 1 slip, 1 answer at the door, 2 sheets. Nothing of it is in your room.$/;
    const never = /^The practice has ended. Nothing of it is in your room.$/;
    for (const [left, said] of [
      [id, ended],
      ['never-started', never],
      ['', never],
    ] as const) {
      const calls = caller(left);
      for (const call of [
        () => calls.room.summary(),
        () => calls.room.door(),
        () => calls.turnout.mark({ text: 'KA-2', by: 'Gwen', commandId: randomUUID() }),
        () => calls.door.unlock({ passphrase: 'a', remember: false }),
        () => calls.practice.state(),
      ]) {
        await expect(call()).rejects.toThrow(said);
        await expect(call()).rejects.toMatchObject({ cause: expect.any(PracticeOver) });
      }
    }
    expect(markedOff(context.room)).toBe(0);
  });

  it('gives an answer that a window can tell apart', async () => {
    const { context } = door();
    const gone = context.inPractice('gone');
    const call = { type: 'query', path: 'room.summary' } as const;
    const fault = await runCall(gone, call).catch((error) => faultOf(gone, call, error));
    expect(fault).toMatchObject({ data: { code: 'PRECONDITION_FAILED', isPracticeOver: true } });
    const wrong = { type: 'mutation', path: 'door.decline' } as const;
    context.room.setPassphrase('a long passphrase');
    const other = await runCall(context, wrong).catch((error) => faultOf(context, wrong, error));
    expect(other).toMatchObject({ data: { code: 'PRECONDITION_FAILED', isPracticeOver: false } });
  });

  it('has no door: its window cannot reach the passphrase, the backups or the end of the real room', async () => {
    const { context, caller } = door();
    const calls = caller(await started(caller()));
    const passphrase = 'a long passphrase';
    for (const call of [
      () => calls.door.setPassphrase({ present: '', passphrase, remember: false }),
      () => calls.door.removePassphrase({ present: '' }),
      () => calls.door.decline(),
      () => calls.door.destroy({ name: basename(context.door.file), by: '' }),
      () => calls.door.filesHeld(),
      () => calls.door.backups({}),
      () => calls.door.restore({ file: 'day.room-backup' }),
      () => calls.backups.make(),
      () => calls.backups.state(),
      () => calls.backups.pickFolder({ folder: null }),
      () => calls.practice.start({ isAutomatic: false, secondsBetween: 1, isSure: true }),
    ])
      await expect(call()).rejects.toThrow(/^This is the practice\./);
    expect(context.door.room.isEncrypted).toBe(false);
    expect(await calls.room.door()).toMatchObject({ isLocked: false, damage: null });
  });

  it('has to be confirmed once numbers are in, and on polling day', async () => {
    const { room, caller } = door(importedRoom(SAMPLE, { promises: ['P'] }));
    room.change(() => writePollSettings(room, { pollingDay: '2024-05-02' }, 'Gwen'));
    const isAutomatic = false;
    const start = (isSure: boolean) => caller().practice.start({ isAutomatic, secondsBetween: 1, isSure });
    await start(false);
    markNumbers(room, { text: 'KA-1', by: 'Gwen' });
    expect(await caller().practice.day()).toEqual({ numbers: 1, isPollingDay: false });
    await expect(start(false)).rejects.toThrow(/^The day has begun\./);
    await start(true);
    const { room: empty, caller: calls } = door();
    empty.change(() => writePollSettings(empty, { pollingDay: isoDate(new Date()) }, 'Gwen'));
    expect(await calls().practice.day()).toEqual({ numbers: 0, isPollingDay: true });
    await expect(started(calls())).rejects.toThrow(/^The day has begun\./);
  });

  it('brings in slips one after another, to be entered by hand', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] });
    const { practices } = RoomDoor.of(temporaryRoom());
    const id = await practices.start({ isAutomatic: false, every: 10_000 });
    const practice = practices.get(id);
    const ids = () => practice.state().slips.map((slip) => [slip.id, slip.isEntered]);
    expect(ids()).toEqual([[1, false]]);
    // Somebody puts the clock of the computer right.
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(21_000);
    practice.setEntered(1);
    expect(ids()).toEqual([
      [3, false],
      [2, false],
      [1, true],
    ]);
    expect(markedOff(practice.room)).toBe(0);
    practices.end(id);
  });

  it('can run a whole afternoon automatically, with the mistakes of a real one', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] });
    const { practices } = RoomDoor.of(temporaryRoom());
    const practice = practices.get(await practices.start({ isAutomatic: true, every: 1000 }));
    vi.advanceTimersByTime(60_000);
    const { total } = practice.state();
    expect(total).toBeGreaterThanOrEqual(12);
    expect(practice.entered().slips).toBe(total);
    expect(markedOff(practice.room)).toBeGreaterThan(total * 8);
    const kinds = practice.room.db
      .prepare<[], string>("SELECT DISTINCT status FROM journal WHERE kind = 'number' ORDER BY status")
      .pluck()
      .all();
    expect(kinds).toEqual(['already', 'marked', 'unknown', 'unreadable']);
    expect(checkRoom(practice.room)).toMatchObject({ ok: true, problems: [] });
    practices.endAll();
    expect(practice.room.db.open).toBe(false);
  });

  it('has the same slips for the same seed', () => {
    const room = importedRoom(SAMPLE, { promises: ['P'] });
    expect(practiceSlips(room, 1000, 3)).toEqual(practiceSlips(room, 1000, 3));
    expect(practiceSlips(room, 1000, 4)).not.toEqual(practiceSlips(room, 1000, 3));
  });
});

describe('the list of preparations', () => {
  it('knows what is done and what is not', () => {
    const room = temporaryRoom();
    expect(Object.values(readiness(room))).toEqual(Array(8).fill(false));
    importText(room, sampleRegister({ electors: 300, seed: 5 }), {
      promises: ['P'],
      poll: { elections: ['local-wales'] },
    });
    expect(readiness(room)).toEqual({
      passphrase: false,
      pollingDay: true,
      register: true,
      promises: true,
      settled: true,
      stations: false,
      committeeRoom: false,
      secondBackup: false,
    });
    saveStation(room, null, { name: 'Hall', place: '', warp: false, districts: [], shifts: [] }, 'Gwen');
    setCommitteeRoom(room, '14 Station Road');
    pickFolder(room, temporaryFolder());
    room.setPassphrase('tŷ ar y graig');
    expect(Object.values(readiness(room))).toEqual(Array(8).fill(true));
  });
});
