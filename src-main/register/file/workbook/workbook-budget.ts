import { say } from '../../../../src-shared/message.ts';
import { Refusal } from '../../../store/refusal.ts';

type Measured = 'bytes' | 'elements' | 'characters';
type Amounts = Readonly<Record<Measured, number>>;

/** A minimum that is allowed however small the file is: a form of a few lines may have many empty cells. */
const FREE: Amounts = { bytes: 40_000_000, elements: 3_000_000, characters: 20_000_000 };
/** This much for each byte of the file, several times what Excel or LibreOffice produces. */
const EACH_BYTE: Amounts = { bytes: 120, elements: 3, characters: 20 };
/** Excel allows 32,767; other programs somewhat more. */
const LONGEST_CELL = 100_000;

/**
 * Limits the work for a workbook in proportion to its size: a small file can be made to unpack to a thousand times as
 * much, to read one part again and again, or to write one long text into every cell.
 */
export class WorkbookBudget {
  readonly #left: Record<Measured, number>;

  constructor(fileBytes: number, free = FREE) {
    const of = (what: Measured) => free[what] + EACH_BYTE[what] * fileBytes;
    this.#left = { bytes: of('bytes'), elements: of('elements'), characters: of('characters') };
  }

  /**
   * Bytes that were unpacked, elements of XML, or characters of text.
   * @throws Refusal if it is too much.
   */
  spend(what: Measured, amount: number): void {
    this.#left[what] -= amount;
    if (this.#left[what] < 0) throw tooMuch();
  }

  /** @throws Refusal if it is longer than the cells of any spreadsheet. */
  ensureFits(cell: string): void {
    if (cell.length > LONGEST_CELL) throw tooMuch();
  }
}

export function tooMuch(): Refusal {
  return new Refusal(
    say(
      'The workbook unpacks to more than any register. Copy the register’s sheet into a new workbook and save that.',
    ),
  );
}
