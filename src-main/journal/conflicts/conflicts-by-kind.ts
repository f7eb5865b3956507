import { type Message, say } from '../../../src-shared/message.ts';
import type { Conflict } from './conflicts.ts';

/** How many conflicts there are of a kind, and the first numbers and sheets that they are about. */
export type ConflictsOfKind = { kind: Conflict['kind']; what: Message; count: number; first: string[] };

const FIRST = 5;

/** The conflicts by kind, in the order in which they are listed: what a person is told before they come. */
export function conflictsByKind(conflicts: readonly Conflict[]): ConflictsOfKind[] {
  return [...Map.groupBy(conflicts, ({ kind }) => kind)].map(([kind, all]) => ({
    kind,
    what: WHAT[kind],
    count: all.length,
    first: all.flatMap(({ number, sheet }) => number ?? sheet ?? []).slice(0, FIRST),
  }));
}

const WHAT: Record<Conflict['kind'], Message> = {
  mark: say('Whether somebody has voted'),
  'set aside': say('Numbers set aside'),
  slip: say('Slips'),
  door: say('Answers at the door'),
  sheet: say('Sheets'),
  register: say('The register'),
  station: say('Polling stations'),
  walk: say('Walks'),
  setting: say('Settings of the day'),
  laptop: say('What laptops are called, or which one keeps the register'),
  clock: say('Clocks differ'),
};
