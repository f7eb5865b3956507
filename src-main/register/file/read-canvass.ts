import { isMessage, type Message, say } from '../../../src-shared/message.ts';
import { type Door, NO_DOOR } from '../address/doors.ts';
import { nameInParts, type WrittenName, wholeName } from '../elector/elector-name.ts';
import { type ElectorNumber, formatNumber, readNumberCells } from '../elector/elector-number.ts';
import type { CellReport, LineNote } from '../types.ts';
import {
  type AnswerOptions,
  blankCanvass,
  CANVASS_ROLES,
  type Canvass,
  CanvassCells,
} from './canvass-cells.ts';
import type { Layout } from './columns/layouts.ts';
import { LineShape } from './line-shape.ts';
import { CellNotes, usesOf } from './not-understood.ts';
import { DoorReader } from './read-doors.ts';
import type { Pieces } from './text/csv.ts';
import { notesOf, readLines } from './text/read-lines.ts';

export type CanvassLine = Canvass & {
  line: number;
  /** Null if the file has no elector numbers: the person is then found by name and address. */
  number: ElectorNumber | null;
  /** Blank if the file has no names to check the number by. */
  name: WrittenName;
  door: Door;
};

/** It may be kept for another rehearsal: whoever uses it leaves it as it is. */
export type CanvassReading = {
  /** The lines about each elector, by elector number, in the order of the file. */
  byNumber: ReadonlyMap<string, readonly CanvassLine[]>;
  /** Answers of people without an elector number. */
  byName: readonly CanvassLine[];
  /** Lines that could not be read. */
  leftOut: readonly LineNote[];
  warnings: readonly LineNote[];
  cells: CellReport;
};

/** A line whose door is the index of one that is not decided yet; -1 for none. */
type PlacedLine = Omit<CanvassLine, 'door'> & { door: number };

/** All lines of a canvass file. */
export function linesOf({ byNumber, byName }: CanvassReading): CanvassLine[] {
  return [...[...byNumber.values()].flat(), ...byName];
}

/**
 * Reads a canvass file: elector numbers in any spelling, or names and addresses, each with what the party knows.
 * @throws Refusal if the file cannot be read to its end.
 */
export function readCanvass(text: Pieces, layout: Layout, options: AnswerOptions = {}): CanvassReading {
  const { at, address } = layout.columns;
  const lines: PlacedLine[] = [];
  const left: LineNote[] = [];
  const warnings: LineNote[] = [];
  const notes = new CellNotes(
    layout,
    usesOf(layout.columns.roles, (role) => CANVASS_ROLES.has(role)),
  );
  const reader = new DoorReader(layout.columns, notes);
  const canvass = new CanvassCells<PlacedLine>(layout, notes, { ...options, isOnlyCanvass: true });
  const cell = (cells: readonly string[], column: number | undefined) =>
    column === undefined ? '' : (cells[column] ?? '');
  const withNumber = at.number !== undefined || at.fullNumber !== undefined;
  const withAddress = address.length > 0 || at.street !== undefined;
  const shape = new LineShape(layout, text.start);
  const leftOut = (line: number, why: Message) =>
    left.push({ line, reason: say('Canvass file: left out, since {{why}}.', { why }) });
  for (const batch of readLines(text, layout, notesOf(notes, warnings))) {
    for (const row of batch) {
      const { line, cells } = row;
      notes.count(cells);
      const fault = shape.faultOf(row);
      if (fault) {
        left.push({ line, reason: say('Canvass file: left out. {{reason}}', { reason: fault }) });
        continue;
      }
      const name =
        at.surname === undefined
          ? wholeName(cell(cells, at.fullName))
          : nameInParts(cell(cells, at.surname), cell(cells, at.forename));
      const written = cell(cells, at.number).trim() || cell(cells, at.fullNumber);
      const number =
        withNumber && (written.trim() !== '' || !withAddress)
          ? readNumberCells(cell(cells, at.district), written, cell(cells, at.suffix))
          : null;
      if (isMessage(number)) {
        leftOut(line, number);
        continue;
      }
      if (number === null && name.written === '') {
        leftOut(line, say('it has neither an elector number nor a name'));
        continue;
      }
      const door = withAddress ? reader.take('', cells, line) : -1;
      lines.push(canvass.read(line, cells, { ...blankCanvass(), line, number, name, door }));
    }
  }
  const dates = canvass.finish();
  const doors = reader.decide();
  const byNumber = new Map<string, CanvassLine[]>();
  const byName: CanvassLine[] = [];
  for (const each of lines) {
    const answer: CanvassLine = { ...each, door: each.door < 0 ? NO_DOOR : doors.at(each.door) };
    if (answer.number === null) {
      byName.push(answer);
      continue;
    }
    const key = formatNumber(answer.number);
    const others = byNumber.get(key);
    if (others) others.push(answer);
    else byNumber.set(key, [answer]);
  }
  return { byNumber, byName, leftOut: left, warnings, cells: notes.report(dates) };
}
