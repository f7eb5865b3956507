import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../src-main/api/context.ts';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { router } from '../../src-main/api/router.ts';
import { BackupKeeper } from '../../src-main/backup/backup-keeper.ts';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import {
  knownFolders,
  offeredFolder,
  pickedFolder,
  pickFolder,
} from '../../src-main/backup/backup-places.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { copiesOf } from '../../src-main/backup/room-copies.ts';
import { settleIn } from '../../src-main/backup/room-place.ts';
import { toDoAgain } from '../../src-main/backup/to-do-again.ts';
import { planUndo } from '../../src-main/journal/undo.ts';
import { wordsOf } from '../../src-main/paper/words.ts';
import { correctElector, electorRecord } from '../../src-main/register/by-hand.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { roomIds } from '../../src-main/store/room-ids.ts';
import { readSetting, writeSetting } from '../../src-main/store/settings.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { elector, register } from '../fixtures/register.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

const open = (file: string) => {
  const room = openRoom(file, { create: false, program: 'a test' });
  settleIn(room);
  return room;
};

function roomOf(): Room {
  const room = temporaryRoom();
  settleIn(room);
  importText(room, register(elector('1', 'Evans', 'Ann'), elector('2', 'Rees', 'Nia')));
  return room;
}

it('what a restore would enter again is counted before, as it is afterwards', async () => {
  const room = roomOf();
  markNumbers(room, { text: 'KA-1', by: 'Gwen' });
  const { file: backup } = await makeBackup(room, ownFolder(room.file));
  markNumbers(room, { text: 'KA-2', by: 'Gwen' });
  const later = register(
    elector('1', 'Evans', 'Ann'),
    elector('2', 'Rees', 'Nia'),
    elector('3', 'Lloyd', 'Bo'),
  );
  importText(room, later);
  markNumbers(room, { text: 'KA-3', by: 'Gwen' });
  const id = room.db.prepare<[], number>("SELECT id FROM elector WHERE surname = 'Lloyd'").pluck().get();
  const bo = electorRecord(room, id ?? 0);
  correctElector(room, bo.id, { ...bo, note: 'Side door' }, 'Gwen');
  const [imported] = room.db
    .prepare<[], { id: string; seq: number }>(
      "SELECT id, seq FROM journal WHERE kind = 'import' ORDER BY seq DESC",
    )
    .all();
  const { refusal, restoreBefore } = planUndo(room, [imported?.id ?? '']);
  expect([refusal?.text, restoreBefore]).toEqual([
    expect.stringMatching(/Restore the backup/),
    imported?.seq,
  ]);
  const door = RoomDoor.of(room);
  const [found] = door.backups({});
  expect(found?.lastEntry).toBeLessThan(imported?.seq ?? 0);
  const counted = await door.countLater(backup);
  expect(counted).toEqual({ again: 2, setAside: 1, imports: 1, others: 1 });
  expect(await door.countLater('/another.room')).toBe(null);
  const { carried, left } = await door.restore(backup);
  expect([carried, left.length]).toEqual([2, 2]);
  door.room.close();
});

describe('after a restore, the backup folders', () => {
  it('are those of the replaced room, and its second folder is still used', async () => {
    const room = roomOf();
    const { file: backup } = await makeBackup(room, ownFolder(room.file));
    const stick = temporaryFolder();
    pickFolder(room, stick);
    room.change(() => writeSetting(room, 'passphrase', 'declined'));
    const { file: onStick } = await makeBackup(room, stick);
    room.close();
    restore(room.file, backup, undefined);
    const now = open(room.file);
    expect([pickedFolder(now), offeredFolder(now)]).toEqual([stick, null]);
    expect(readSetting(now, 'passphrase')).toBe('declined');
    expect(knownFolders(now)).toEqual([ownFolder(room.file), stick]);
    // A file of its own, with the earlier backups.
    expect(copiesOf(now).ours).toEqual(expect.arrayContaining([backup, onStick]));
    expect(
      RoomDoor.of(now)
        .backups({})
        .map(({ whose }) => whose),
    ).toEqual(['ours', 'ours']);
    const keeper = new BackupKeeper(() => now);
    await keeper.backUp();
    expect(keeper.states().map(({ folder, problem }) => [folder, problem])).toEqual([
      [ownFolder(room.file), null],
      [stick, null],
    ]);
    expect(readdirSync(stick)).toHaveLength(2);
    await keeper.stop();
    now.close();
  });

  it('stay unset if the replaced room had none', async () => {
    const room = roomOf();
    pickFolder(room, temporaryFolder());
    const { file: backup } = await makeBackup(room, ownFolder(room.file));
    pickFolder(room, null);
    room.close();
    restore(room.file, backup, undefined);
    const now = open(room.file);
    expect(pickedFolder(now)).toBe(null);
    now.close();
  });

  it('come from the backup if the replaced room is too damaged to read', async () => {
    const room = roomOf();
    const stick = temporaryFolder();
    pickFolder(room, stick);
    const { file: backup } = await makeBackup(room, ownFolder(room.file));
    room.close();
    writeFileSync(room.file, Buffer.alloc(8192, 7));
    restore(room.file, backup, undefined);
    const now = open(room.file);
    expect(pickedFolder(now)).toBe(stick);
    expect(copiesOf(now).ours).toContain(backup);
    now.close();
  });

  it('are not used without asking if the backup is from another laptop, whose backups stay separate', async () => {
    const theirs = roomOf();
    const stick = temporaryFolder();
    pickFolder(theirs, stick);
    const { file: backup } = await makeBackup(theirs, stick);
    const here = join(temporaryFolder(), 'day.room');
    restore(here, backup, undefined);
    const now = open(here);
    expect([pickedFolder(now), offeredFolder(now)]).toEqual([null, stick]);
    expect(roomIds(now)).toMatchObject({ day: roomIds(theirs).day, earlier: [] });
    expect(roomIds(now).elsewhere).toEqual([roomIds(theirs).file]);
    expect(copiesOf(now)).toMatchObject({ ours: [], doubtful: [backup] });
    expect(RoomDoor.of(now).backups({})).toMatchObject([{ file: backup, whose: 'elsewhere' }]);
    theirs.close();
    now.close();
  });
});

describe('what a restore could not bring back', () => {
  /** A room with a backup, after which a register came in and an elector was corrected. */
  async function roomWithLaterWork() {
    const room = roomOf();
    const { file: backup } = await makeBackup(room, ownFolder(room.file));
    markNumbers(room, { text: '1', district: 'KA', by: 'Gwen' });
    correctElector(room, 2, { ...electorRecord(room, 2), surname: 'Price' }, 'Huw');
    room.close();
    const csv = join(temporaryFolder(), 'May update.csv');
    const lines = [elector('1', 'Evans', 'Ann'), elector('2', 'Rees', 'Nia'), elector('3', 'Hughes', 'Huw')];
    writeFileSync(csv, register(...lines));
    expect((await runCommand(['import', csv, '--room', room.file])).code).toBe(0);
    return { file: room.file, backup };
  }

  it('is listed with the details, on the command line too, until somebody has done it', async () => {
    const { file, backup } = await roomWithLaterWork();
    const { json, stdout } = await runCommand(['restore', backup, '--room', file, '--json']);
    expect(stdout.trim().startsWith('{')).toBe(true);
    expect(json).toMatchObject({
      // The mark and the correction.
      carried: 2,
      left: [
        {
          kind: 'import',
          number: null,
          file: 'May update.csv',
          at: expect.any(Number),
          what: expect.stringMatching(/^Register imported: 1 new, \d changed, 0 removed$/),
          detail: { rows: 3, imported: 1 },
        },
      ],
    });
    const door = RoomDoor.of(open(file));
    const context = contextOf(door);
    const caller = router.createCaller(context);
    expect(electorRecord(door.room, 2)).toMatchObject({ number: 'KA-2', surname: 'Price' });
    expect(await caller.backups.toDoAgain({})).toMatchObject([{ file: 'May update.csv' }]);
    const [first] = toDoAgain(door.room, (await wordsOf('cy')).t);
    expect(first?.what).not.toContain('imported');
    await caller.backups.clearToDoAgain();
    expect(await caller.backups.toDoAgain({})).toEqual([]);
    await context.stop();
    door.close();
  });

  it('is also what was said about an elector who came with a later register', async () => {
    const room = roomOf();
    const { file: backup } = await makeBackup(room, ownFolder(room.file));
    const lines = [elector('1', 'Evans', 'Ann'), elector('2', 'Rees', 'Nia'), elector('3', 'Hughes', 'Huw')];
    importText(room, register(...lines));
    const id = room.db.prepare<[], number>('SELECT id FROM elector WHERE number = 3').pluck().get() ?? 0;
    enterDoorstep(room, '1-01', [{ electorId: id, answer: 'refused' }], 'Gwen');
    correctElector(room, id, { ...electorRecord(room, id), phone: '99' }, 'Huw');
    markNumbers(room, { text: '3', district: 'KA', by: 'Gwen' });
    room.close();
    expect(restore(room.file, backup, undefined)).toMatchObject({
      // The mark, which is set aside until the register is imported again.
      carried: 1,
      left: [
        { kind: 'import' },
        { kind: 'doorstep', number: 'KA-3', by: 'Gwen', what: 'At the door: refused' },
        { kind: 'register', number: 'KA-3', by: 'Huw' },
      ],
    });
  });

  it('may be in a form that this program does not write, and the backup is still restored', async () => {
    const room = roomOf();
    const { file: backup } = await makeBackup(room, ownFolder(room.file));
    const add = room.db.prepare(
      "INSERT INTO journal (id, device, n, hash, at, by, kind, detail) VALUES (?, 1, 99, x'00', 1, 'Huw', ?, ?)",
    );
    room.change(() => {
      add.run('a', 'import', '{"file":"May update.csv"}');
      add.run('b', 'walk', null);
      add.run('c', 'station', '{}');
    });
    room.close();
    const what = 'Entry that Committee Room did not write';
    expect(restore(room.file, backup, undefined)).toMatchObject({
      left: [
        { kind: 'import', file: 'May update.csv', what },
        { kind: 'walk', what },
        { kind: 'station', what },
      ],
    });
  });

  it('is written on the command line, one line each', async () => {
    const { file, backup } = await roomWithLaterWork();
    const { stdout } = await runCommand(['restore', backup, '--room', file]);
    expect(stdout).toContain('could not be entered again. Do these again:');
    expect(stdout).toMatch(/^ {2}.*Register imported: 1 new, \d changed, 0 removed {2}May update\.csv/m);
  });

  it('stays on the list after another restore', async () => {
    const { file, backup } = await roomWithLaterWork();
    restore(file, backup, undefined);
    const again = restore(file, backup, undefined);
    expect(again.left.map(({ kind }) => kind)).toEqual(['import']);
  });
});
