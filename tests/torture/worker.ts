import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { patience, RoomBusy } from '../../src-main/store/file/lock.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { hashOnce } from '../fixtures/hash-once.ts';

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

// As the test that started it does.
if (process.env.TORTURE_HASHES_ONCE) hashOnce();
// Whoever has the room keeps it for longer than the program waits.
patience.ms = 100;
const work = await load();
say('READY');
await work();
say('DONE');

/** The job, whose own modules are loaded: only what it does then may be interrupted. */
async function load(): Promise<() => void | Promise<void>> {
  switch (job) {
    case 'numbers':
    case 'slow numbers':
      return inRoom(async (room) => {
        for (let number = Number(first); number < Number(first) + Number(what); number += 1) {
          // Keeps the room open for a while.
          if (job === 'slow numbers') await wait(3);
          const { marked } = markNumbers(room, { text: String(number), district: 'KA', by: 'torture' });
          if (marked === 1) say(`MARKED ${number}`);
        }
      });
    case 'import': {
      const { importPlanned, registerOf } = await import('./electors.ts');
      return inRoom(async (room) => {
        await importPlanned(room, registerOf(what));
        say(`IMPORTED ${what}`);
      });
    }
    case 'migration':
      return inRoom(() => {});
    case 'backup': {
      const { makeBackup } = await import('../../src-main/backup/make-backup.ts');
      return inRoom(async (room) => {
        for (let made = 0; made < 4; made += 1) say(`SAVED ${(await makeBackup(room, what)).file}`);
      });
    }
    case 'restore': {
      const { restore } = await import('../../src-main/backup/restore.ts');
      return () => {
        restore(file, what, undefined);
        say('RESTORED');
      };
    }
    case 'passphrase': {
      const { changePassphrase } = await import('../../src-main/backup/change-passphrase.ts');
      return inRoom(async (room) => {
        await changePassphrase(room, what || null);
        say('SET');
      });
    }
    case 'destroy': {
      const { destroyRoom } = await import('../../src-main/backup/destroy-room.ts');
      return inRoom((room) => {
        destroyRoom(room, { by: 'torture' });
        say('DESTROYED');
      });
    }
    case 'papers': {
      const { makePapers } = await import('./make-papers.ts');
      return inRoom((room) => makePapers(room, what, Number(first)));
    }
    default:
      throw new Error(`There is no job ${job}.`);
  }
}

/** Opens the room for a job, and closes it. */
function inRoom(work: (room: Room) => void | Promise<void>): () => Promise<void> {
  return async () => {
    const room = open();
    say('OPEN');
    await work(room);
    room.close();
  };
}

function open(): Room {
  try {
    const key = passphrase === undefined ? undefined : { passphrase };
    return openRoom(file, { create: false, program: 'the torture', key });
  } catch (error) {
    if (!(error instanceof RoomBusy)) throw error;
    say('BUSY');
    process.exit(0);
  }
}
