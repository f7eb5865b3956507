import type { JournalLine } from '../../src-main/journal/read-journal.ts';

/** From so many entries, one act is shown as one line. */
const FOLDED_FROM = 3;
const AT_ONCE_MS = 1000;

/**
 * The entries in their order, those of one act together. Entries with the same command are of one act: the answer to a
 * question, or a station with those that lost a district to it. Where no command tells, they are if they have the same
 * kind and person, came within a second of the one before, and are about no elector, as sheets that were made at once.
 * Numbers that were entered at once are each on a line.
 */
export function actsOf(lines: readonly JournalLine[]): JournalLine[][] {
  const acts: JournalLine[][] = [];
  for (const line of lines) {
    const last = acts.at(-1)?.at(-1);
    if (last && (isOfOneCommand(last, line) || seemsOfOneAct(last, line))) acts.at(-1)?.push(line);
    else acts.push([line]);
  }
  return acts.flatMap((act) => (isFolded(act) ? [act] : act.map((line) => [line])));
}

/** What undoing an act undoes: those of its entries that are not undone yet. */
export function undoableIn(act: readonly JournalLine[]): string[] {
  return act.filter(({ canUndo }) => canUndo).map(({ id }) => id);
}

function isFolded(act: readonly JournalLine[]): boolean {
  const [first, ...others] = act;
  return (
    act.length >= FOLDED_FROM || (first !== undefined && others.some((line) => isOfOneCommand(first, line)))
  );
}

function isOfOneCommand(a: JournalLine, b: JournalLine): boolean {
  return a.command !== null && a.command === b.command && a.status === null && b.status === null;
}

function seemsOfOneAct(a: JournalLine, b: JournalLine): boolean {
  return (
    a.elector === null &&
    b.elector === null &&
    a.status === null &&
    b.status === null &&
    a.kind === b.kind &&
    a.by === b.by &&
    a.laptop?.letter === b.laptop?.letter &&
    a.isUndo === b.isUndo &&
    Math.abs(a.at - b.at) <= AT_ONCE_MS
  );
}
