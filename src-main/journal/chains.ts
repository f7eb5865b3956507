import type { Database } from 'better-sqlite3';
import { devices } from '../store/laptops/device.ts';
import { prepared } from '../store/prepared.ts';

/** An entry's place in this file and among those of its device, with its hash in hexadecimal digits. */
export type Link = { seq: number; n: number; hash: string };

const sql = prepared((db) => ({
  hash: db.prepare<[number], string>('SELECT lower(hex(hash)) FROM journal WHERE seq = ?').pluck(),
  isForked: db.prepare<[], 0 | 1>('SELECT COUNT(*) > MAX(n) FROM journal').pluck(),
  since: db.prepare<[number], Link & { device: number }>(
    'SELECT device, seq, n, lower(hex(hash)) AS hash FROM journal WHERE seq > ? ORDER BY seq',
  ),
}));

/** The chain of each device, in memory: an index in the file would cost each mark one more page to write. */
export class Chains {
  readonly #byDevice = new Map<number, Map<number, Link[]>>();
  readonly #forks = new Map<number, number>();
  #last: Link | null = null;

  /** Whether what was read is in the journal still. Only its end can be gone, with a change that was undone. */
  isIn(db: Database): boolean {
    return this.#last === null || sql(db).hash.get(this.#last.seq) === this.#last.hash;
  }

  readOn(db: Database): void {
    for (const { device, ...link } of sql(db).since.iterate(this.#last?.seq ?? 0)) {
      const chain = this.#byDevice.get(device) ?? new Map<number, Link[]>();
      this.#byDevice.set(device, chain);
      const before = chain.get(link.n) ?? [];
      chain.set(link.n, [...before, link]);
      if (before.length > 0) this.#forks.set(device, Math.min(link.n, this.#forks.get(device) ?? link.n));
      this.#last = link;
    }
  }

  /** The entries at a place: none, one, or several if a file was copied and used twice. */
  at(device: number, n: number): readonly Link[] {
    return this.#byDevice.get(device)?.get(n) ?? [];
  }

  /** The first place at which a device has several entries; undefined if its file was used once. */
  forkOf(device: number): number | undefined {
    return this.#forks.get(device);
  }

  /** The entries of a device in their order. */
  of(device: number): Link[] {
    return [...(this.#byDevice.get(device)?.values() ?? [])].flat().sort((a, b) => a.n - b.n);
  }
}

const lately = prepared(() => ({ chains: new Chains() }));

/** The chains as the journal has them now. */
export function chainsIn(db: Database): Chains {
  const kept = lately(db);
  if (!kept.chains.isIn(db)) kept.chains = new Chains();
  kept.chains.readOn(db);
  return kept.chains;
}

/** Where an entry is written: by which device, and its place among those of that device. */
export type Written = { device: number; n: number };

/** Whether two entries are of several laptops, which may not have known of each other. */
export function isApart(db: Database, one: Written, other: Written): boolean {
  if (one.device !== other.device) return true;
  const fork = chainsIn(db).forkOf(one.device);
  return fork !== undefined && Math.min(one.n, other.n) >= fork;
}

/** Whether the entries of a room are of several laptops. */
export function areOfSeveral(db: Database): boolean {
  return devices(db).length > 1 || sql(db).isForked.get() === 1;
}
