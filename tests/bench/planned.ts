import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { StagedFiles } from '../../src-main/register/file/text/staged-files.ts';
import { stageFile } from '../../src-main/register/file/understand.ts';
import { runImport } from '../../src-main/register/import/import-steps.ts';
import { planningOf } from '../../src-main/register/import/plan/planning.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { runAsyncSteps } from '../../src-shared/steps.ts';
import { type Measurement, median, type Place, percentile, report, roundsFor, timed } from './harness.ts';
import { REGISTER } from './register.ts';
import { runShell } from './sqlite-shell.ts';

const RAW = 'raw.db';
const SECRET = 'tŷ ar y graig';
/** Lines that another edition of the register has differently. */
const CHANGES = 100;
/** Ten pages of one browser together. */
const MARKS_A_SECOND = 20;
/** Milliseconds that a mark may wait beside an import. */
const PATIENCE = 250;

/** How long an import holds the room once it is planned, and what marks wait meanwhile. */
await report(async (place) => {
  const shell = await shellTimes(place);
  const measurements: Measurement[] = [];
  for (const [secret, most] of [
    [null, 1],
    [SECRET, 2],
  ] as const) {
    const name = secret === null ? '' : ', encrypted';
    const { first, again, commit, marks } = await measureRoom(place, secret);
    const electors = { amount: place.electors, unit: 'electors' as const };
    measurements.push(
      { what: `apply${name}`, ...electors, ours: first, anchor: shell, target: most },
      // Not more than a hundredth of the shell's import and two durable commits, however many electors there are.
      {
        what: `apply ${CHANGES}${name}`,
        amount: CHANGES,
        unit: 'lines',
        ours: again,
        anchor: shell / 100 + 2 * commit,
        target: 1,
      },
      {
        what: `mark beside${name}`,
        ...electors,
        ours: percentile(marks, 99),
        anchor: PATIENCE,
        target: place.electors > 100_000 ? null : 1,
      },
    );
  }
  return measurements;
});

async function shellTimes({ electors, folder }: Place): Promise<number> {
  const times: number[] = [];
  for (let round = -1; round < roundsFor({ electors, folder }); round += 1) {
    rmSync(join(folder, RAW), { force: true });
    const time = await timed(() => runShell(folder, RAW, `.import --csv ${REGISTER} register`));
    if (round >= 0) times.push(time);
  }
  return median(times);
}

async function measureRoom(place: Place, secret: string | null) {
  const { folder } = place;
  const bytes = readFileSync(join(folder, REGISTER));
  const other = withChanges(bytes.toString('utf8'));
  const file = join(folder, 'planned.room');
  const first: number[] = [];
  const again: number[] = [];
  const marks: number[] = [];
  let commit = 0;
  for (let round = 0; round < roundsFor(place); round += 1) {
    removeRoomFiles(file);
    const room = openRoom(file, { create: true, program: 'npm run bench' });
    // The first change of a new room begins its log.
    room.change(() => {});
    if (secret !== null) room.setPassphrase(secret);
    first.push(await applied(room, bytes));
    again.push(await applied(room, other));
    if (round === 0) {
      marks.push(...(await marksBeside(room, bytes)));
      commit = await durableCommit(folder);
    }
    room.close();
  }
  removeRoomFiles(file);
  marks.push(...(await marksBesideFirst(file, secret, bytes)));
  removeRoomFiles(file);
  return { first: median(first), again: median(again), commit, marks };
}

async function stage(room: Room, bytes: Buffer) {
  const staged = new StagedFiles();
  const { fileId } = await stageFile(staged, room, REGISTER, bytes);
  const choice = {
    fileId,
    meanings: { P: 'promise', L: 'promise' } as const,
    acceptRefused: false,
    removeMissing: false,
    by: 'bench',
  };
  return { staged, choice };
}

/** How long the room is held by a plan that is ready. */
async function applied(room: Room, bytes: Buffer): Promise<number> {
  const { staged, choice } = await stage(room, bytes);
  const plan = await runAsyncSteps(planningOf(staged).plan(room, choice, undefined));
  const time = await timed(() => plan?.apply(() => {}));
  await staged.clear();
  return time;
}

async function marksBesideFirst(file: string, secret: string | null, bytes: Buffer): Promise<number[]> {
  const room = openRoom(file, { create: true, program: 'npm run bench' });
  room.change(() => {});
  if (secret !== null) room.setPassphrase(secret);
  const marks = await marksBeside(room, bytes);
  room.close();
  return marks;
}

/** What each mark waits, from when it was to be entered until it is on the disk. */
async function marksBeside(room: Room, bytes: Buffer): Promise<number[]> {
  const { staged, choice } = await stage(room, bytes);
  let isDone = false;
  const importing = runAsyncSteps(runImport(room, staged, choice, undefined)).finally(() => {
    isDone = true;
  });
  const waited: number[] = [];
  const begun = performance.now();
  for (let n = 0; !isDone; n += 1) {
    const due = begun + (n * 1000) / MARKS_A_SECOND;
    await wait(Math.max(0, due - performance.now()));
    markNumbers(room, { text: `KA-${n + 1}`, by: 'bench' });
    waited.push(performance.now() - due);
  }
  await importing;
  await staged.clear();
  const kept =
    room.db.prepare<[], number>("SELECT COUNT(*) FROM journal WHERE kind = 'number'").pluck().get() ?? 0;
  if (kept < waited.length) throw new Error(`${waited.length - kept} numbers were lost.`);
  return waited;
}

async function durableCommit(folder: string): Promise<number> {
  const file = join(folder, 'commit.db');
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE mark (n INTEGER)');
  const insert = db.prepare('INSERT INTO mark VALUES (?)');
  const times: number[] = [];
  for (let n = 0; n < 100; n += 1) times.push(await timed(() => insert.run(n)));
  db.close();
  rmSync(file);
  return median(times);
}

/** The register with another forename in a hundred of its lines. */
function withChanges(text: string): Buffer {
  const lines = text.split('\n');
  const place = (lines[0] ?? '').split(',').findIndex((heading) => /forename/i.test(heading));
  if (place < 0) throw new Error('The sample register has no forenames.');
  const every = Math.floor((lines.length - 2) / CHANGES);
  for (let n = 0; n < CHANGES; n += 1) {
    const at = 1 + n * every;
    const cells = (lines[at] ?? '').split(',');
    cells[place] = `${cells[place]} Q`;
    lines[at] = cells.join(',');
  }
  return Buffer.from(lines.join('\n'));
}
