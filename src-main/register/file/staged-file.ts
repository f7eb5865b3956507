import type { Delimiter } from './csv.ts';
import { type Decoded, decodeText, type Encoding } from './decode.ts';
import type { Mapping } from './headings.ts';
import { readWorkbook } from './read-workbook.ts';
import { isWorkbook } from './workbook.ts';

/** What a person has put right about how a file is read; what is undefined is recognised. */
export type ReadingChoice = {
  mapping?: Mapping | undefined;
  encoding?: Encoding | undefined;
  delimiter?: Delimiter | undefined;
  /** Mend text that was garbled before it came here. */
  mend?: boolean | undefined;
};

/** A file shown to the user and not yet imported. */
export class StagedFile {
  readonly name: string;
  /** Of a workbook, the sheet that was read; null for text. */
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

  /** @throws Refusal when it is a workbook that cannot be read. */
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

  /** @throws Refusal when the bytes are no text. */
  decoded(): Decoded {
    this.#decoded ??= decodeText(this.#bytes, this.#choice);
    return this.#decoded;
  }
}
