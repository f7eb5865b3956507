import type { People } from './find-people.ts';

/** A piece of a line: parts that are numbers, or that name somebody together. */
export type LinePiece = { numbers: string } | { people: string; meant: People };

type Reading = {
  /** Whether a part is understood as numbers. */
  isNumbers: (part: string) => boolean;
  find: (text: string) => People | null;
};

/** `flat 2, 14 High St, Ann`. */
const MOST_PARTS = 3;

/**
 * Divides a line of numbers and people, such as `KA 45, 14 High St, Ann, 102`, at the commas that separate them. Null if
 * a part is neither, or if a number beside a street may be the house.
 */
export function piecesOfLine(parts: readonly string[], { isNumbers, find }: Reading): LinePiece[] | null {
  const pieces: LinePiece[] = [];
  let door = '';
  let before: People | null = null;
  for (let at = 0; at < parts.length; ) {
    const run = runAt(parts, at, { isNumbers, find });
    const part = parts[at] ?? '';
    if (!run) {
      if (!isNumbers(part) || mayBeHouse(part, before, runAt(parts, at + 1, { isNumbers, find })))
        return null;
      pieces.push({ numbers: part });
      before = null;
      at += 1;
      continue;
    }
    // Nobody at that door is called that, but perhaps almost.
    if (before?.toldBy === 'door' && !before.isNamed && run.people.toldBy === 'name') return null;
    // The door before it counts for `Tom` in `14 High St, Ann, Tom`.
    const atDoor = door !== '' && !/\d/.test(run.text) ? `${door}, ${run.text}` : '';
    const meant = atDoor === '' ? null : find(atDoor);
    pieces.push(meant ? { people: atDoor, meant } : { people: run.text, meant: run.people });
    if (/\d/.test(part) && find(part)?.toldBy === 'door') door = part;
    before = run.people;
    at += run.length;
  }
  return pieces;
}

type Run = { text: string; length: number; people: People };

/** As many parts as name somebody together; null if the first names nobody with any after it. */
function runAt(parts: readonly string[], at: number, { isNumbers, find }: Reading): Run | null {
  for (let length = Math.min(MOST_PARTS, parts.length - at); length > 0; length -= 1) {
    const run = parts.slice(at, at + length);
    if (run.every(isNumbers)) continue;
    const text = run.join(', ');
    const people = find(text);
    if (people) return { text, length, people };
  }
  return null;
}

/** A bare number before or behind a street without one, or before a house with flats: `14, High St`. */
function mayBeHouse(part: string, before: People | null, after: Run | null): boolean {
  if (!/^\d/.test(part)) return false;
  const isDoor = (people: People | null) => people?.toldBy === 'door';
  if (isDoor(before) && before?.isWithoutHouse) return true;
  if (!after || !isDoor(after.people)) return false;
  return after.people.isWithoutHouse || after.people.hasFlats || part.includes('/');
}
