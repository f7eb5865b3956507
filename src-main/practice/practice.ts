import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isoDate } from '../../src-shared/days.ts';
import { readRegisterFile } from '../register/file/read-file.ts';
import { importRegister } from '../register/import/import.ts';
import { sampleRegister } from '../register/sample.ts';
import type { ChangeFeed } from '../store/change-feed.ts';
import { openRoom } from '../store/open-room.ts';
import type { Room } from '../store/room.ts';
import { markNumbers } from '../turnout/mark.ts';
import { beginSlip } from '../turnout/slips/slips.ts';
import { saveStation } from '../turnout/stations.ts';
import { type PracticeSlip, practiceSlips } from './practice-slips.ts';

const ELECTORS = 2500;
const BY = 'Practice';

export type PracticeState = {
  /** The program enters the slips, so that the team can watch the board and make sheets. */
  isAutomatic: boolean;
  /** Slips that a runner has brought in, newest first, and how many there will be. */
  slips: (PracticeSlip & { isEntered: boolean })[];
  total: number;
};

/** How much was entered and made in a practice. */
export type Entered = { numbers: number; slips: number; answers: number; sheets: number };

/**
 * An afternoon to rehearse: a room with made-up sample electors, and slips that come in one after another. Nothing of
 * it is kept.
 */
export class Practice {
  readonly room: Room;
  readonly #folder: string;
  readonly #slips: PracticeSlip[];
  /** Not by the clock, which may be put right during the practice. */
  readonly #begunAt = performance.now();
  readonly #entered = new Set<number>();
  readonly #isAutomatic: boolean;
  readonly #timer: ReturnType<typeof setInterval>;

  /** `every` is the time between two slips, in milliseconds; `changes` is the feed that the screens follow. */
  constructor(
    changes: ChangeFeed,
    { isAutomatic, every, seed = 1 }: { isAutomatic: boolean; every: number; seed?: number },
  ) {
    this.#folder = mkdtempSync(join(tmpdir(), 'committee-room-practice-'));
    this.room = openRoom(join(this.#folder, 'Practice.room'), {
      create: true,
      program: 'a practice',
      changes,
    });
    const csv = sampleRegister({ electors: ELECTORS, seed });
    const pollingDay = isoDate(new Date());
    importRegister(this.room, {
      ...readRegisterFile(Buffer.from(csv), pollingDay),
      promises: ['P', 'L'],
      poll: { pollingDay },
      acceptRefused: false,
      by: BY,
    });
    this.#slips = practiceSlips(this.room, every, seed);
    for (const district of new Set(this.#slips.map((slip) => slip.district))) {
      const form = {
        name: `Station of ${district}`,
        place: 'Village hall',
        warp: false,
        districts: [district],
        shifts: [],
      };
      saveStation(this.room, null, form, BY);
    }
    this.#isAutomatic = isAutomatic;
    this.#timer = setInterval(() => this.#look(), Math.min(every, 1000));
    // Must never keep the program running.
    this.#timer.unref();
  }

  state(): PracticeState {
    const slips = this.#broughtIn()
      .map((slip) => ({ ...slip, isEntered: this.#entered.has(slip.id) }))
      .reverse();
    return { isAutomatic: this.#isAutomatic, slips, total: this.#slips.length };
  }

  /** A user has entered a slip, or skips it. */
  setEntered(id: number): void {
    this.#entered.add(id);
    this.room.changes.announce();
  }

  entered(): Entered {
    const count = (sql: string) => this.room.db.prepare<[], number>(sql).pluck().get() ?? 0;
    return {
      numbers: count("SELECT COUNT(*) FROM journal WHERE kind = 'number'"),
      slips: count('SELECT COUNT(*) FROM slip'),
      answers: count("SELECT COUNT(*) FROM journal WHERE kind = 'doorstep' AND entered <> ''"),
      sheets: count("SELECT COUNT(*) FROM journal WHERE kind = 'sheet'"),
    };
  }

  /** Closes the practice room and removes it. */
  end(): void {
    clearInterval(this.#timer);
    this.room.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #announced = 0;

  #look(): void {
    const slips = this.#broughtIn();
    if (this.#isAutomatic && !this.room.isBusy) {
      for (const slip of slips) if (!this.#entered.has(slip.id)) this.#enter(slip);
    }
    // A new slip changes nothing in the room, but the screens must show it.
    if (slips.length !== this.#announced) this.room.changes.announce();
    this.#announced = slips.length;
  }

  #broughtIn(): PracticeSlip[] {
    const since = performance.now() - this.#begunAt;
    return this.#slips.filter(({ dueAfter }) => dueAfter <= since);
  }

  #enter({ id, district, teller, numbers }: PracticeSlip): void {
    this.#entered.add(id);
    const head = { district, stationId: null, toldAt: Date.now(), teller, toldCount: numbers.length };
    const slip = beginSlip(this.room, { ...head, by: BY });
    markNumbers(this.room, { text: numbers.join(' '), district, slipId: slip.id, by: BY });
  }
}
