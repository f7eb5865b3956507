import type { JournalLine } from '../../src-main/journal/read-journal.ts';

/** From so many entries, one act is shown as one line. */
const FOLDED_FROM = 3;
const AT_ONCE_MS = 1000;

/**
 * The entries in their order, those of one act together: saving a plan of walks or making sheets writes an entry for
 * each. They have the same kind and person, came within a second of the one before, and are about no elector.
 */
export function actsOf(lines: readonly JournalLine[]): JournalLine[][] {
  const acts: JournalLine[][] = [];
  for (const line of lines) {
    const last = acts.at(-1)?.at(-1);
    if (last && isSameAct(last, line)) acts.at(-1)?.push(line);
    else acts.push([line]);
  }
  return acts.flatMap((act) => (act.length < FOLDED_FROM ? act.map((line) => [line]) : [act]));
}

function isSameAct(a: JournalLine, b: JournalLine): boolean {
  return (
    a.elector === null &&
    b.elector === null &&
    a.status === null &&
    b.status === null &&
    a.kind === b.kind &&
    a.by === b.by &&
    a.isUndo === b.isUndo &&
    Math.abs(a.at - b.at) <= AT_ONCE_MS
  );
}
