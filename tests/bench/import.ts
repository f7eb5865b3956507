import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { votingRules } from '../../src-main/register/elector/voting-rules.ts';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { StagedFiles } from '../../src-main/register/file/text/staged-files.ts';
import { stageFile } from '../../src-main/register/file/understand.ts';
import { importRegister } from '../../src-main/register/import/import.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { alternate, median, type Place, report, roundsFor, timed } from './harness.ts';
import { REGISTER, ROOM } from './register.ts';
import { runShell } from './sqlite-shell.ts';

const RAW = 'raw.db';

/** A register from its file into a new room, until that is closed. The anchor stores the file’s cells as they are. */
await report(async (place) => {
  const { electors, folder } = place;
  const times = await alternate({
    ours: () => importOnce(place),
    anchor: () => runShell(folder, RAW, `.import --csv ${REGISTER} register`),
    before: () => {
      removeRoomFiles(join(folder, ROOM));
      rmSync(join(folder, RAW), { force: true });
    },
    // The first few run code that is not compiled yet.
    warmUp: 3,
    rounds: roundsFor(place) + 2,
  });
  // The wait before anything is shown, as a part of the import itself.
  const preview = await previewTime(place);
  return [
    { what: 'import', amount: electors, unit: 'electors', ...times, target: 4 },
    { what: 'preview', amount: electors, unit: 'electors', ours: preview, anchor: times.ours, target: 0.1 },
  ];
});

async function previewTime(place: Place): Promise<number> {
  const bytes = readFileSync(join(place.folder, REGISTER));
  const room = openRoom(join(place.folder, 'preview.room'), { create: true, program: 'npm run bench' });
  const rounds: number[] = [];
  for (let round = -3; round < roundsFor(place) + 2; round += 1) {
    const time = await timed(() => stageFile(new StagedFiles(), room, REGISTER, bytes));
    if (round >= 0) rounds.push(time);
  }
  room.close();
  return median(rounds);
}

function importOnce({ electors, folder }: Place): void {
  const bytes = readFileSync(join(folder, REGISTER));
  const room = openRoom(join(folder, ROOM), { create: true, program: 'npm run bench' });
  const result = importRegister(room, {
    ...readRegisterFile(bytes, votingRules(room).pollingDay),
    promises: ['P', 'L'],
    acceptRefused: false,
    by: 'bench',
  });
  room.close();
  if (result.electors !== electors)
    throw new Error(`${result.electors} of ${electors} electors were imported.`);
}
