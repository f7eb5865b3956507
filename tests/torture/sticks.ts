import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, takeIn } from '../../src-main/exchange/take-in.ts';
import type { Room } from '../../src-main/store/room.ts';
import type { Case } from './case.ts';
import { openTortured } from './electors.ts';
import { checkAll, type Day, JOB, Laptop, makeDay, Pool } from './laptops.ts';
import { RunningWorker } from './running-worker.ts';
import { sharedOn } from './stick.ts';

const NAMES = ['A', 'B', 'C', 'D'] as const;
/** One schedule in so many also runs a command of the program. */
const COMMAND_EVERY = 3;
/** Entries of a command, which nobody has noted. */
const MOST_BY_A_COMMAND = 3;
/** A command takes no longer to start and end. */
const COMMAND_MS = 2500;

/**
 * Laptops that were prepared from one room enter and undo, by clocks that are up to 26 hours apart and jump, and share
 * files on a stick, where old ones stay and some are damaged; they are killed at any moment. At the end they take in
 * each other's files until nothing is new.
 */
export const sticks: Case = {
  name: 'sticks',
  option: 'sticks',
  defaultTimes: 1000,
  finding:
    'Every acknowledged entry is on every laptop, none twice; all have one digest, and are sound; no shared file is half.',
  async run(folder, times, random, onProgress) {
    const pool = new Pool();
    const day = await makeLaptops(folder);
    const counts = {
      schedules: 0,
      kills: 0,
      'during a merge': 0,
      'during a share': 0,
      'during a copy': 0,
      'commands of the program': 0,
      'of them killed': 0,
      'entries acknowledged': 0,
      'entries merged': 0,
      'shared files': 0,
    };
    try {
      for (let turn = 0; turn < times; turn += 1) {
        onProgress?.(turn);
        const own = join(folder, 'schedule');
        const laptops = laptopsOf(day, own, pool, random);
        const kills = Array.from({ length: 1 + Math.floor(random() * 2) }, () =>
          Math.floor(random() * laptops.length),
        );
        await Promise.all(
          laptops.map((laptop, at) => laptop.work(kills.filter((each) => each === at).length)),
        );
        const hasCommand = turn % COMMAND_EVERY === 0;
        if (hasCommand) {
          counts['commands of the program'] += 1;
          if (await runCommand(laptops, own, random)) counts['of them killed'] += 1;
        }
        ensureWhole(laptops[0], own);
        const before = day.entries + (hasCommand ? MOST_BY_A_COMMAND : 0);
        checkAll(laptops, before, (from, to) => carry(from, to, own));
        counts.schedules += 1;
        counts['shared files'] += sharedOn(own).length;
        for (const laptop of laptops) {
          counts.kills += laptop.kills;
          counts['during a merge'] += laptop.killsDuring.get('MERGING') ?? 0;
          counts['during a share'] += laptop.killsDuring.get('SHARING') ?? 0;
          counts['during a copy'] += laptop.killsDuring.get('COPYING') ?? 0;
          counts['entries acknowledged'] += laptop.entered.size;
          counts['entries merged'] += laptop.merged.size;
        }
      }
    } finally {
      await pool.end();
    }
    return { counts };
  },
};

type Prepared = Day & { files: { file: string; passphrase: string | undefined }[] };

/** The first laptop's room, and three that were prepared from it. */
async function makeLaptops(folder: string): Promise<Prepared> {
  const day = await makeDay(join(folder, 'day.room'));
  const room = openTortured(day.file);
  const others = NAMES.slice(1).map((name) => {
    const { file, passphrase } = prepareLaptop(room, join(folder, `${name}.room`), name, 'torture');
    return { file, passphrase };
  });
  const entries = room.db.prepare<[], number>('SELECT COUNT(*) FROM journal').pluck().get() ?? 0;
  room.close();
  return { ...day, entries, files: [{ file: day.file, passphrase: undefined }, ...others] };
}

/** Two to four laptops, each with a fresh copy of its room. */
function laptopsOf(day: Prepared, folder: string, pool: Pool, random: () => number): Laptop[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return day.files.slice(0, 2 + Math.floor(random() * 3)).map(({ file: ready, passphrase }, at) => {
    const name = NAMES[at] ?? 'A';
    const file = join(folder, `${name}.room`);
    copyFileSync(ready, file);
    const { codes } = day;
    const job = { ...JOB, file, name, others: [], folder, isNew: false, codes, hasStick: true, passphrase };
    return new Laptop(pool, random, job);
  });
}

/** Every file that has its name was written to its end. @throws Error */
function ensureWhole(laptop: Laptop | undefined, folder: string): void {
  if (!laptop) return;
  const room = open(laptop);
  for (const file of sharedOn(folder)) readShared(room, readFileSync(file));
  room.close();
}

function open({ file, passphrase }: Laptop): Room {
  return openTortured(file, passphrase === undefined ? undefined : { passphrase });
}

function carry(from: Room, to: Room, folder: string): number {
  const file = join(folder, 'last');
  shareTo(from, file, 'torture');
  return takeIn(to, readShared(to, readFileSync(file))).new;
}

/** Runs a command on a plain room, and kills it half of the time. Returns whether it was killed. */
async function runCommand(
  [laptop]: readonly Laptop[],
  folder: string,
  random: () => number,
): Promise<boolean> {
  const room = ['--room', laptop?.file ?? ''];
  const known = sharedOn(folder);
  const file = known[Math.floor(random() * known.length)] ?? '';
  const out = join(folder, `command-${Math.floor(random() * 1e9)}`);
  const commands = [
    ['mark', '1', '2', '--district', 'KA', ...room],
    ['undo', '3', '--district', 'KA', ...room],
    ['share', '--out', `${out}.shared`, ...room],
    ['copy', '--out', `${out}.room`, '--name', 'Attic', ...room],
    ...(file === '' ? [] : [['merge', file, ...room]]),
  ];
  const command = commands[Math.floor(random() * commands.length)] ?? [];
  const worker = new RunningWorker(command, join(import.meta.dirname, '../../src-main/cli/main.js'));
  const ran = random() < 0.5 ? await worker.kill(random() * COMMAND_MS) : await worker.end();
  return ran.isKilled;
}
