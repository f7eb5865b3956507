import type { Message } from '../../../src-shared/message.ts';
import type { CellReport, NotUnderstood } from '../types.ts';
import { type ColumnMap, ROLE_WORDS } from './headings.ts';

/** A hostile file may have a million different values in a thousand columns. */
const VALUES_OF_A_COLUMN = 100;
const VALUES = 1000;
const COLUMNS = 200;
const LINES = 5;
const EXAMPLES = 3;
/** Longer values and headings are cut. */
const LONGEST_VALUE = 80;

/** What a value that was not understood was used as, and which setting of the room can say what it means. */
export type TakenFor = { takenFor: Message; asks?: NotUnderstood['asks'] };

/**
 * Counts the cells of a file while it is read, and collects what was not understood: the values of each column with
 * their first lines, and the columns that are not used.
 */
export class CellNotes {
  readonly #columns: ColumnMap;
  readonly #names: readonly string[];
  readonly #filled: number[];
  readonly #notUnderstood: number[];
  readonly #listed: number[];
  readonly #values = new Map<string, NotUnderstood>();
  readonly #valuesOf: number[];
  readonly #examples = new Map<number, string[]>();
  /** The columns without a role that do not have their examples yet. */
  #unused: number[];

  constructor({ columns, headings }: { columns: ColumnMap; headings: readonly string[] }) {
    this.#columns = columns;
    this.#names = headings.map((heading, column) => shortened(heading) || `Column ${column + 1}`);
    const none = () => headings.map(() => 0);
    this.#filled = none();
    this.#notUnderstood = none();
    this.#listed = none();
    this.#valuesOf = none();
    this.#unused = columns.roles.flatMap((role, column) => (role === null ? [column] : []));
  }

  /** Counts the filled cells of a line, and keeps examples of those that are not used. */
  count(cells: readonly string[]): void {
    const filled = this.#filled;
    const width = Math.min(cells.length, filled.length);
    for (let column = 0; column < width; column += 1)
      if (isFilled(cells[column])) filled[column] = (filled[column] ?? 0) + 1;
    if (this.#unused.length > 0) this.#keepExamples(cells);
  }

  /** Notes a filled cell that was not understood. */
  note(column: number, line: number, cell: string, { takenFor, asks }: TakenFor): void {
    add(this.#notUnderstood, column);
    const value = shortened(cell);
    const key = `${column} ${value}`;
    let noted = this.#values.get(key);
    if (!noted) {
      if ((this.#valuesOf[column] ?? 0) >= VALUES_OF_A_COLUMN || this.#values.size >= VALUES) return;
      add(this.#valuesOf, column);
      noted = { column: this.#names[column] ?? '', value, count: 0, lines: [], takenFor };
      if (asks) noted.asks = asks;
      this.#values.set(key, noted);
    }
    add(this.#listed, column);
    noted.count += 1;
    if (noted.lines.length < LINES && !noted.lines.includes(line)) noted.lines.push(line);
  }

  report(): CellReport {
    return {
      columns: this.#columns.roles.flatMap((role, column) => {
        const filled = this.#filled[column] ?? 0;
        const not = this.#notUnderstood[column] ?? 0;
        if (role === null) return [];
        return {
          column: this.#names[column] ?? '',
          takenFor: ROLE_WORDS[role],
          filled,
          understood: filled - not,
          notListed: not - (this.#listed[column] ?? 0),
        };
      }),
      unusedColumns: [...this.#examples]
        .sort(([one], [other]) => one - other)
        .slice(0, COLUMNS)
        .map(([column, examples]) => ({ heading: this.#names[column] ?? '', examples })),
      notUnderstood: [...this.#values.values()],
    };
  }

  #keepExamples(cells: readonly string[]): void {
    for (const column of this.#unused) {
      const cell = cells[column];
      if (!isFilled(cell)) continue;
      const examples = this.#examples.get(column) ?? [];
      const value = shortened(cell);
      if (examples.includes(value)) continue;
      this.#examples.set(column, [...examples, value]);
      if (examples.length + 1 === EXAMPLES) this.#unused = this.#unused.filter((each) => each !== column);
    }
  }
}

function add(counts: number[], column: number): void {
  counts[column] = (counts[column] ?? 0) + 1;
}

function isFilled(cell: string | undefined): cell is string {
  // Nearly every filled cell begins with a letter or a digit.
  return cell !== undefined && cell !== '' && (cell.charCodeAt(0) > 32 || cell.trim() !== '');
}

function shortened(text: string): string {
  return text
    .slice(0, 4 * LONGEST_VALUE)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_VALUE);
}

/** The reports of a register and its canvass file as one. */
export function joinedReports(reports: readonly CellReport[]): CellReport {
  return {
    columns: reports.flatMap(({ columns }) => columns),
    unusedColumns: reports.flatMap(({ unusedColumns }) => unusedColumns),
    notUnderstood: reports.flatMap(({ notUnderstood }) => notUnderstood),
  };
}
