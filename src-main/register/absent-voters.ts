import { isMessage, say } from '../../src-shared/message.ts';
import { addToJournal } from '../store/journal.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { type AbsentVote, readAbsentVote } from './elector/absent-vote.ts';
import { displayName, mayBeNamed, nameInParts, type WrittenName, wholeName } from './elector/elector-name.ts';
import { type ElectorNumber, formatNumber, readNumberCells } from './elector/elector-number.ts';
import { markerLetters } from './elector/markers.ts';
import { electorRows } from './elector-rows.ts';
import { readRows } from './file/csv.ts';
import type { Layout } from './file/layouts.ts';
import { refreshStanding } from './refresh-standing.ts';
import type { LineNote } from './types.ts';

type AbsentLine = {
  line: number;
  number: ElectorNumber;
  /** Blank if the list has no names to check the number by. */
  name: WrittenName;
  vote: Exclude<AbsentVote, ''>;
};

export type AbsentReading = { lines: AbsentLine[]; rejected: LineNote[] };

/** The result of using a list of absent voters. */
export type AbsentResult = {
  /** Lines of the list that name an elector in the room. */
  found: number;
  /** Electors who now vote differently. */
  changed: number;
  postal: number;
  rejected: LineNote[];
};

const sql = prepared((db) => ({
  set: db.prepare('UPDATE elector SET absent = ? WHERE id = ?'),
  all: db.prepare('SELECT id, absent FROM elector'),
  setAll: db.prepare('UPDATE elector SET absent = ?'),
  setDistrict: db.prepare('UPDATE elector SET absent = ? WHERE district = ?'),
  postal: db.prepare<[], number>('SELECT COUNT(*) FROM elector WHERE postal AND removed_at IS NULL').pluck(),
}));

/**
 * Reads a list of postal and proxy voters by elector number. Each line's vote is in its own column or in the markers;
 * without either, every line means `otherwise`.
 */
export function readAbsentVoters(
  text: string,
  layout: Layout,
  otherwise: Exclude<AbsentVote, ''>,
): AbsentReading {
  const { at } = layout.columns;
  const lines: AbsentLine[] = [];
  const rejected: LineNote[] = [];
  const cell = (cells: readonly string[], column: number | undefined) =>
    column === undefined ? '' : (cells[column] ?? '');
  for (const batch of readRows(text, layout.delimiter)) {
    for (const { line, cells } of batch) {
      if (line <= layout.headingLine) continue;
      const written = cell(cells, at.number).trim() || cell(cells, at.fullNumber);
      const number = readNumberCells(cell(cells, at.district), written, cell(cells, at.suffix));
      if (isMessage(number)) {
        // Titles and totals have no number.
        if (written.trim() !== '')
          rejected.push({
            line,
            reason: say('Left out, since {{why}}. Correct the number in the list.', { why: number }),
          });
        continue;
      }
      const name =
        at.surname === undefined
          ? wholeName(cell(cells, at.fullName))
          : nameInParts(cell(cells, at.surname), cell(cells, at.forename));
      lines.push({ line, number, name, vote: voteOf(layout, cells) ?? otherwise });
    }
  }
  return { lines, rejected };
}

/** A list of only elector numbers, one per line or separated by commas; null if it is something else. */
export function readPlainList(text: string, otherwise: Exclude<AbsentVote, ''>): AbsentReading | null {
  const lines: AbsentLine[] = [];
  const rejected: LineNote[] = [];
  for (const [index, part] of text.split('\n').entries()) {
    for (const written of part.split(/[,;\t|]/).filter((cell) => cell.trim() !== '')) {
      const number = readNumberCells('', written, '');
      if (!isMessage(number)) lines.push({ line: index + 1, number, name: NAMELESS, vote: otherwise });
      // There may be a title above.
      else if (index > 0)
        rejected.push({
          line: index + 1,
          reason: say('Left out, since {{why}}. Correct the number in the list.', { why: number }),
        });
    }
  }
  return lines.length > rejected.length ? { lines, rejected } : null;
}

const NAMELESS = nameInParts('', '');

function voteOf({ columns: { at } }: Layout, cells: readonly string[]): Exclude<AbsentVote, ''> | null {
  if (at.absent !== undefined) return readAbsentVote(cells[at.absent] ?? '') || null;
  const letters = at.markers === undefined ? '' : markerLetters(cells[at.markers] ?? '');
  if (letters.includes('A')) return 'postal';
  return letters.includes('P') ? 'proxy' : null;
}

/**
 * Uses a list of absent voters: those on it are left off sheets accordingly, whatever the register's markers say. A
 * `complete` list also clears the postal votes and proxies of everybody else in its districts.
 * @throws Refusal if no line of the list names an elector in the room.
 */
export function applyAbsentVoters(
  room: Room,
  list: AbsentReading,
  { complete, by, fileName: file }: { complete: boolean; by: string; fileName?: string | undefined },
): AbsentResult {
  return room.change(() => {
    const rejected = [...list.rejected];
    const taken: { id: number; vote: AbsentVote }[] = [];
    for (const { line, number, name, vote } of list.lines) {
      const elector = electorRows(room.db).byNumber.get(number.district, number.number, number.suffix);
      const key = formatNumber(number);
      if (!elector)
        rejected.push({
          line,
          reason: say('{{number}} is not on the register of this room.', { number: key }),
        });
      else if (!mayBeNamed(name, elector)) {
        rejected.push({
          line,
          reason: say(
            '{{number}} is {{name}} in the list, but {{other}} on the register, so it was left out. The list may be of an older register.',
            { number: key, name: name.written, other: displayName(elector) },
          ),
        });
      } else taken.push({ id: elector.id, vote });
    }
    if (taken.length === 0) {
      throw new Refusal(
        say('No line of the list names an elector of this room, so nothing was changed. {{reason}}', {
          reason: rejected[0]?.reason ?? say('It has no elector numbers.'),
        }),
      );
    }
    const before = absentNow(room);
    if (complete) {
      const districts = new Set(list.lines.map(({ number }) => number.district));
      for (const district of districts) sql(room.db).setDistrict.run('none', district);
    }
    for (const { id, vote } of taken) sql(room.db).set.run(vote, id);
    const changed = refreshStanding(room);
    const result = { found: taken.length, changed, postal: sql(room.db).postal.get() ?? 0 };
    addToJournal(room, {
      kind: 'register',
      by,
      detail: { file, absentVoters: result, complete, absent: changesSince(room, before) },
    });
    return { ...result, rejected };
  });
}

/**
 * Sets how everybody votes: `none` clears every postal vote and proxy (last year's flags), `''` goes back to the
 * register's markers.
 * @returns how many electors were updated.
 */
export function setAbsentForAll(room: Room, vote: AbsentVote, by: string): number {
  return room.change(() => {
    const before = absentNow(room);
    sql(room.db).setAll.run(vote);
    const changed = refreshStanding(room);
    const absent = changesSince(room, before);
    addToJournal(room, { kind: 'register', by, detail: { everybodyVotes: vote, changed, absent } });
    return changed;
  });
}

/** How everybody votes by a list, by elector. */
function absentNow(room: Room): Map<number, string> {
  return new Map(sql(room.db).all.raw().all() as [number, string][]);
}

/** So that it can be undone. */
function changesSince(room: Room, before: ReadonlyMap<number, string>): Record<number, [string, string]> {
  return Object.fromEntries(
    [...absentNow(room)].flatMap(([id, now]) => {
      const was = before.get(id) ?? now;
      return was === now ? [] : [[id, [was, now] as [string, string]] as const];
    }),
  );
}
