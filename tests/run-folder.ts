import { mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Node’s compile cache, kept from run to run: most of the program’s start is compiling. */
const COMPILED = join(import.meta.dirname, '../node_modules/.cache/committee-room/compiled');

const IN_MEMORY = '/dev/shm';
/** Bytes. A run uses a tenth of it; a container often has no more than 64 MB. */
const ENOUGH = 2e9;
/** With the number of the process that runs the tests, so that a later run recognises the folder of a killed one. */
const NAME = 'committee-room-tests-';

let isMade = false;

/**
 * Before all tests: one folder for everything that a run writes, removed at its end. It has its own home folder, so
 * that no test writes to a person’s. On Linux it is in memory: flushing to a disk would take half of a test’s time,
 * and the program itself cannot skip that.
 */
export function setup(): (() => void) | undefined {
  // Once for all projects of a run.
  if (isMade || process.env.COMMITTEE_ROOM_TEST_FOLDER) return undefined;
  isMade = true;
  const place = hasMemory() ? IN_MEMORY : tmpdir();
  removeLeft(place);
  const folder = join(place, `${NAME}${process.pid}`);
  const home = join(folder, 'home');
  // Some tests start a program as another account, which has to find its folder in here.
  mkdirSync(home, { recursive: true, mode: 0o755 });
  Object.assign(process.env, {
    COMMITTEE_ROOM_TEST_FOLDER: folder,
    TMPDIR: folder,
    TEMP: folder,
    TMP: folder,
    HOME: home,
    USERPROFILE: home,
    NODE_COMPILE_CACHE: COMPILED,
  });
  // A browser that is just closing may still write to its profile.
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

function removeLeft(place: string): void {
  for (const name of readdirSync(place)) {
    if (name.startsWith(NAME) && !isRunning(Number(name.slice(NAME.length))))
      rmSync(join(place, name), { recursive: true, force: true });
  }
}

function isRunning(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function hasMemory(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ENOUGH;
  } catch {
    return false;
  }
}
