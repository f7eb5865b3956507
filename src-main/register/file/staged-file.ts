import type { Delimiter } from './csv.ts';
import { type Decoded, decodeText, type Encoding } from './decode.ts';
import type { Mapping } from './headings.ts';
import { readWorkbook } from './read-workbook.ts';
import { isWorkbook } from './workbook.ts';

/** A person's choices about how a file is read; anything undefined is detected. */
export type ReadingChoice = {
  mapping?: Mapping | undefined;
  encoding?: Encoding | undefined;
  delimiter?: Delimiter | undefined;
  /** Fix text that was already garbled in the file. */
  mend?: boolean | undefined;
};

/** A file that was opened and not imported yet. */
export class StagedFile {
  readonly name: string;
  /** For a workbook, the sheet that was read; null for text. */
  readonly sheet: string | null;
  readonly otherSheets: readonly string[];
  readonly #bytes: Buffer;
  #choice: ReadingChoice = {};
  #decoded: Decoded | undefined;

  private constructor(name: string, bytes: Buffer, sheet: string | null, otherSheets: readonly string[]) {
    this.name = name;
    this.#bytes = bytes;
    this.sheet = sheet;
    this.otherSheets = otherSheets;
  }

  /** @throws Refusal if it is a workbook that cannot be read. */
  static async of(name: string, bytes: Buffer): Promise<StagedFile> {
    if (!isWorkbook(bytes)) return new StagedFile(name, bytes, null, []);
    const { csv, sheet, otherSheets } = await readWorkbook(bytes);
    return new StagedFile(name, csv, sheet, otherSheets);
  }

  get choice(): ReadingChoice {
    return this.#choice;
  }

  choose(choice: ReadingChoice): void {
    const { encoding, mend } = this.#choice;
    if (choice.encoding !== encoding || choice.mend !== mend) this.#decoded = undefined;
    this.#choice = choice;
  }

  /** @throws Refusal if the bytes are not text. */
  decoded(): Decoded {
    this.#decoded ??= decodeText(this.#bytes, this.#choice);
    return this.#decoded;
  }
}
