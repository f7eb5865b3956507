import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { importRegister } from '../../src-main/register/import.ts';
import { readRegisterFile } from '../../src-main/register/read-file.ts';
import { votingRules } from '../../src-main/register/voting-rules.ts';
import { openRoom, removeRoomFiles } from '../../src-main/store/room.ts';
import { alternate, type Place, report, roundsFor } from './harness.ts';
import { REGISTER, ROOM } from './register.ts';
import { runShell } from './sqlite-shell.ts';

const RAW = 'raw.db';

/** A register from its file into a new room, until that is closed; the anchor stores the file's cells as they are. */
await report(async (place) => {
  const { electors, folder } = place;
  const times = await alternate({
    ours: () => importOnce(place),
    anchor: () => runShell(folder, RAW, `.import --csv ${REGISTER} register`),
    before: () => {
      removeRoomFiles(join(folder, ROOM));
      rmSync(join(folder, RAW), { force: true });
    },
    // The first few run on code that is not compiled yet.
    warmUp: 3,
    rounds: roundsFor(place) + 2,
  });
  return [{ what: 'import', amount: electors, unit: 'electors', ...times, target: 4 }];
});

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
  if (result.electors !== electors) throw new Error(`${result.electors} of ${electors} electors came in.`);
}
