import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { changePassphrase } from '../../src-main/backup/change-passphrase.ts';
import { destroyRoom } from '../../src-main/backup/destroy-room.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { importRegister } from '../../src-main/register/import.ts';
import { openRoom } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { type Job, POLLING_DAY, registerOf } from './days.ts';

/**
 * Works on a room until it is killed or done, and says on standard output what is safe: nothing is said before the
 * call that did it has returned. `node worker.ts JOB FILE WHAT FIRST [PASSPHRASE]`.
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
const room = openRoom(file, {
  create: false,
  program: 'the torture',
  key: passphrase === undefined ? undefined : { passphrase },
});
say('OPEN');
switch (job as Job) {
  case 'numbers':
    for (let number = Number(first); number < Number(first) + 2000; number += 1) {
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
    for (;;) say(`SAVED ${(await makeBackup(room, what)).file}`);
  case 'passphrase':
    room.setPassphrase(what);
    say(`SET ${what}`);
    break;
  case 'copies':
    await changePassphrase(room, what);
    say(`SET ${what}`);
    break;
  case 'destroy':
    destroyRoom(room, { by: 'torture' });
    say('DESTROYED');
    break;
  case 'migration':
  case 'restore':
    break;
}
room.close();
say('DONE');
