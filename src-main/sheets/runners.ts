import { byName } from '../../src-shared/by-name.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { issuedSheets } from './issued.ts';

/** Somebody who takes sheets out. */
export type Runner = {
  name: string;
  /** The sheets that are out with them. */
  out: { code: string; title: string; since: number }[];
  /** When they were last back; null if they have not been out today. */
  backAt: number | null;
};

const sql = prepared((db) => ({
  usual: db.prepare<[], string>("SELECT runner FROM walk WHERE runner <> '' ORDER BY place, id").pluck(),
}));

/** Everybody who has taken a sheet out, or usually takes a walk: first those who have been out longest. */
export function runners(room: Room, now = Date.now()): Runner[] {
  const found = new Map<string, Runner>();
  // Names are typed again for each sheet.
  const of = (name: string): Runner => {
    const key = name.trim().toLowerCase();
    const known = found.get(key) ?? { name: name.trim(), out: [], backAt: null };
    found.set(key, known);
    return known;
  };
  for (const { runner, state, code, title, since } of issuedSheets(room, now)) {
    if (runner.trim() === '') continue;
    const known = of(runner);
    if (state === 'out') known.out.push({ code, title, since });
    else if (state === 'back') known.backAt = Math.max(known.backAt ?? 0, since);
  }
  for (const name of sql(room.db).usual.all()) of(name);
  const outSince = ({ out }: Runner) => Math.min(...out.map(({ since }) => since));
  return [...found.values()].sort((a, b) => {
    const [one, other] = [outSince(a), outSince(b)];
    return one === other ? byName(a.name, b.name) : one - other;
  });
}
