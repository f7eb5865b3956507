import type { Message } from '../../../src-shared/message.ts';
import { shortCell } from '../elector/cell-words.ts';
import { detached } from '../packed.ts';
import type { CellReport, DateColumnReport, NotUnderstood } from '../types.ts';
import { type ColumnRole, ROLE_WORDS } from './columns/headings.ts';

/** A hostile file may have a million different values in a thousand columns. */
const VALUES_OF_A_COLUMN = 100;
const VALUES = 1000;
const COLUMNS = 200;
const LINES = 5;
const EXAMPLES = 3;

/** What a value that was not understood was used as, and which setting of the room can say what it means. */
export type TakenFor = { takenFor: Message; asks?: NotUnderstood['asks'] };

/**
 * Counts the cells of a file while it is read, and collects what was not understood: the values of each column with
 * their first lines, and the columns that are not used.
 */
export class CellNotes {
  /** What each column is used for; null for one that is not used. */
  readonly #uses: readonly (Message | null)[];
  readonly #names: readonly string[];
  readonly #filled: number[];
  readonly #notUnderstood: number[];
  readonly #notListed: number[];
  /** The line of each column's last note. */
  readonly #lastLine: number[];
  readonly #values = new Map<string, NotUnderstood>();
  readonly #valuesOf: number[];
  readonly #examples = new Map<number, string[]>();
  /** The columns without a role that do not have their examples yet. */
  #unused: number[];

  /** Without `uses`, each column is used for its role. */
  constructor({ columns, headings }: Columns, uses = usesOf(columns.roles)) {
    this.#uses = uses;
    this.#names = headings.map((heading, column) => shortCell(heading) || `Column ${column + 1}`);
    const none = () => headings.map(() => 0);
    this.#filled = none();
    this.#notUnderstood = none();
    this.#notListed = none();
    this.#lastLine = none();
    this.#valuesOf = none();
    this.#unused = headings.flatMap((_, column) => (uses[column] ? [] : [column]));
  }

  /** Counts the filled cells of a line, and keeps examples of those that are not used. */
  count(cells: readonly string[]): void {
    const filled = this.#filled;
    const width = Math.min(cells.length, filled.length);
    for (let column = 0; column < width; column += 1)
      if (isFilled(cells[column])) filled[column] = (filled[column] ?? 0) + 1;
    if (this.#unused.length > 0) this.#keepExamples(cells);
  }

  filledIn(column: number): number {
    return this.#filled[column] ?? 0;
  }

  nameOf(column: number): string {
    return this.#names[column] ?? '';
  }

  /** Notes a filled cell that was not understood; a second time, if it has another part that was not. */
  note(column: number, line: number, cell: string, { takenFor, asks }: TakenFor): void {
    if (this.#lastLine[column] !== line) add(this.#notUnderstood, column);
    this.#lastLine[column] = line;
    const value = detached(shortCell(cell));
    const key = `${column} ${value}`;
    let noted = this.#values.get(key);
    if (!noted) {
      if ((this.#valuesOf[column] ?? 0) >= VALUES_OF_A_COLUMN || this.#values.size >= VALUES) {
        add(this.#notListed, column);
        return;
      }
      add(this.#valuesOf, column);
      noted = { column: this.nameOf(column), value, count: 0, lines: [], takenFor };
      if (asks) noted.asks = asks;
      this.#values.set(key, noted);
    }
    noted.count += 1;
    if (noted.lines.length < LINES && !noted.lines.includes(line)) noted.lines.push(line);
  }

  /** `dates` are the columns with dates. */
  report(dates: DateColumnReport[] = []): CellReport {
    return {
      columns: this.#uses.flatMap((use, column) => {
        const not = this.#notUnderstood[column] ?? 0;
        // What a spreadsheet has lost is a blank by the time it is counted.
        const filled = Math.max(not, this.#filled[column] ?? 0);
        if (use === null) return [];
        return {
          column: this.nameOf(column),
          takenFor: use,
          filled,
          understood: filled - not,
          notListed: this.#notListed[column] ?? 0,
        };
      }),
      unusedColumns: [...this.#examples]
        .sort(([one], [other]) => one - other)
        .slice(0, COLUMNS)
        .map(([column, examples]) => ({ heading: this.nameOf(column), examples })),
      notUnderstood: [...this.#values.values()],
      dates,
    };
  }

  #keepExamples(cells: readonly string[]): void {
    for (const column of this.#unused) {
      const cell = cells[column];
      if (!isFilled(cell)) continue;
      const examples = this.#examples.get(column) ?? [];
      const value = detached(shortCell(cell));
      if (examples.includes(value)) continue;
      this.#examples.set(column, [...examples, value]);
      if (examples.length + 1 === EXAMPLES) this.#unused = this.#unused.filter((each) => each !== column);
    }
  }
}

type Columns = {
  columns: { roles: readonly (ColumnRole | null)[] };
  headings: readonly string[];
};

/** What columns are used for by their roles, of those that a reader of one kind of file uses. */
export function usesOf(
  roles: readonly (ColumnRole | null)[],
  isUsed: (role: ColumnRole, column: number) => boolean = () => true,
): (Message | null)[] {
  return roles.map((role, column) => (role !== null && isUsed(role, column) ? ROLE_WORDS[role] : null));
}

function add(counts: number[], column: number): void {
  counts[column] = (counts[column] ?? 0) + 1;
}

function isFilled(cell: string | undefined): cell is string {
  // Nearly every filled cell begins with a letter or a digit.
  return cell !== undefined && cell !== '' && (cell.charCodeAt(0) > 32 || cell.trim() !== '');
}

/** The reports of a register and its canvass file as one. */
export function joinedReports(reports: readonly CellReport[]): CellReport {
  const { mayAlter } = reports.find((each) => each.mayAlter) ?? {};
  return {
    columns: reports.flatMap(({ columns }) => columns),
    unusedColumns: reports.flatMap(({ unusedColumns }) => unusedColumns),
    notUnderstood: reports.flatMap(({ notUnderstood }) => notUnderstood),
    dates: reports.flatMap(({ dates }) => dates),
    ...(mayAlter ? { mayAlter } : {}),
  };
}
