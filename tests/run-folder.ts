import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What Node has compiled, kept from run to run: most of a start of the program is that. */
const COMPILED = join(import.meta.dirname, '../node_modules/.cache/committee-room/compiled');

const IN_MEMORY = '/dev/shm';
/** Bytes. A run takes a tenth of it; a container often has no more than 64 MB. */
const ENOUGH = 2e9;

let isMade = false;

/**
 * Before all tests: one folder for what a run writes, which goes when it ends. It has a home of its own, so that no test
 * writes to that of whoever runs it. On Linux it is in memory: flushing to a disk would take half of a test's time, and
 * the program itself cannot be told to leave that out.
 */
export function setup(): (() => void) | undefined {
  // Once for all projects of a run.
  if (isMade || process.env.COMMITTEE_ROOM_TEST_FOLDER) return undefined;
  isMade = true;
  const folder = mkdtempSync(join(hasMemory() ? IN_MEMORY : tmpdir(), 'committee-room-tests-'));
  const home = join(folder, 'home');
  mkdirSync(home);
  Object.assign(process.env, {
    COMMITTEE_ROOM_TEST_FOLDER: folder,
    TMPDIR: folder,
    TEMP: folder,
    TMP: folder,
    HOME: home,
    USERPROFILE: home,
    NODE_COMPILE_CACHE: COMPILED,
  });
  // A browser that is just ending may still write to its profile.
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
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
