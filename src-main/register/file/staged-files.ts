import { randomUUID } from 'node:crypto';
import { Refusal } from '../../store/refusal.ts';
import type { Delimiter } from './csv.ts';
import { type Decoded, decodeText, type Encoding } from './decode.ts';
import type { Mapping } from './mapping.ts';
import { isWorkbook, workbookAsCsv } from './workbook.ts';

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
    const { csv, sheet, otherSheets } = await workbookAsCsv(bytes);
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

/** Files shown to the user and not yet imported; kept in memory only. */
export class StagedFiles {
  readonly #files = new Map<string, StagedFile>();

  put(file: StagedFile): string {
    // One person prepares a room: a register and its canvass are all that can be waiting, with one pair to spare.
    for (const old of [...this.#files.keys()].slice(0, -3)) this.#files.delete(old);
    const id = randomUUID();
    this.#files.set(id, file);
    return id;
  }

  /** @throws Refusal when the file is no longer there. */
  get(id: string): StagedFile {
    const file = this.#files.get(id);
    if (!file) throw new Refusal('That file is no longer held by the program. Choose it again.');
    return file;
  }

  drop(id: string): void {
    this.#files.delete(id);
  }
}
