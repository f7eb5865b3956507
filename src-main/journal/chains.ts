import type { Database } from 'better-sqlite3';
import { prepared } from '../store/prepared.ts';

/** An entry's place in this file and among those of its device, with its hash in hexadecimal digits. */
export type Link = { seq: number; n: number; hash: string };

const sql = prepared((db) => ({
  hash: db.prepare<[number], string>('SELECT lower(hex(hash)) FROM journal WHERE seq = ?').pluck(),
  since: db.prepare<[number], Link & { device: number }>(
    'SELECT device, seq, n, lower(hex(hash)) AS hash FROM journal WHERE seq > ? ORDER BY seq',
  ),
}));

/** The chain of each device, in memory: an index in the file would cost each mark one more page to write. */
export class Chains {
  readonly #byDevice = new Map<number, Map<number, Link[]>>();
  #last: Link | null = null;

  /** Whether what was read is in the journal still. Only its end can be gone, with a change that was undone. */
  isIn(db: Database): boolean {
    return this.#last === null || sql(db).hash.get(this.#last.seq) === this.#last.hash;
  }

  readOn(db: Database): void {
    for (const { device, ...link } of sql(db).since.iterate(this.#last?.seq ?? 0)) {
      const chain = this.#byDevice.get(device) ?? new Map<number, Link[]>();
      this.#byDevice.set(device, chain);
      chain.set(link.n, [...(chain.get(link.n) ?? []), link]);
      this.#last = link;
    }
  }

  /** The entries at a place: none, one, or several if a file was copied and used twice. */
  at(device: number, n: number): readonly Link[] {
    return this.#byDevice.get(device)?.get(n) ?? [];
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
