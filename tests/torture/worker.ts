import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { changePassphrase } from '../../src-main/backup/change-passphrase.ts';
import { destroyRoom } from '../../src-main/backup/destroy-room.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { importRegister } from '../../src-main/register/import/import.ts';
import { RoomBusy } from '../../src-main/store/file/lock.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { openTortured, POLLING_DAY, registerOf } from './electors.ts';
import { makePapers } from './make-papers.ts';

/**
 * Works on a room until it is killed or done, and writes to standard output what is safe, never before the call that
 * did it has returned. `node worker.ts JOB FILE WHAT FIRST [PASSPHRASE]`. It prints BUSY if another program has the
 * room.
 */
const [job, file = '', what = '', first = '1', passphrase] = parseArgs({
  allowPositionals: true,
}).positionals;

/** At once, past every buffer of this process. */
const say = (text: string) => writeSync(1, `${text}\n`);

say('READY');
if (job === 'restore') {
  restore(file, what, undefined);
  say('RESTORED');
  process.exit(0);
}
const room = open();
say('OPEN');
switch (job) {
  case 'numbers':
  case 'slow numbers':
    for (let number = Number(first); number < Number(first) + Number(what); number += 1) {
      // Keeps the room open for a while.
      if (job === 'slow numbers') await wait(3);
      const { marked } = markNumbers(room, { text: String(number), district: 'KA', by: 'torture' });
      if (marked === 1) say(`MARKED ${number}`);
    }
    break;
  case 'import':
    importRegister(room, {
      ...readRegisterFile(Buffer.from(registerOf(what)), POLLING_DAY),
      promises: ['P'],
      poll: { pollingDay: POLLING_DAY },
      acceptRefused: true,
      by: 'torture',
    });
    say(`IMPORTED ${what}`);
    break;
  case 'backup':
    for (let made = 0; made < 4; made += 1) say(`SAVED ${(await makeBackup(room, what)).file}`);
    break;
  case 'passphrase':
    await changePassphrase(room, what || null);
    say('SET');
    break;
  case 'destroy':
    destroyRoom(room, { by: 'torture' });
    say('DESTROYED');
    break;
  case 'papers':
    await makePapers(room, what, Number(first));
    break;
  case 'migration':
    break;
  default:
    throw new Error(`There is no job ${job}.`);
}
room.close();
say('DONE');

function open(): Room {
  try {
    return openTortured(file, passphrase === undefined ? undefined : { passphrase });
  } catch (error) {
    if (!(error instanceof RoomBusy)) throw error;
    say('BUSY');
    process.exit(0);
  }
}
