import type { DateOrder } from '../../../../src-shared/date-cell.ts';
import type { Message } from '../../../../src-shared/message.ts';
import type { FileKind } from '../../types.ts';
import type { DateOrders } from '../columns/date-column.ts';
import type { Mapping } from '../columns/headings.ts';
import type { KnownOrders } from '../columns/known-orders.ts';
import { type Layout, recogniseLayout, refuseIfAsked, refuseIfLacking } from '../columns/layouts.ts';
import { missingFromCanvass, missingFromRegister } from '../columns/wanted-columns.ts';
import { type CanvassReading, readCanvass } from '../read-canvass.ts';
import { type RegisterReading, readRegister } from '../read-register.ts';
import { readWorkbook } from '../workbook/read-workbook.ts';
import { isWorkbook, type SheetRead } from '../workbook/workbook.ts';
import type { Delimiter } from './csv.ts';
import { type Encoding, FileText } from './decode.ts';

/** A person's choices about how a file is read; anything undefined is detected. */
export type ReadingChoice = {
  mapping?: Mapping | undefined;
  encoding?: Encoding | undefined;
  delimiter?: Delimiter | undefined;
  /** Fix text that was already garbled in the file. */
  mend?: boolean | undefined;
  /** Whether dates have the day or the month first, if they may be read either way. */
  dateOrder?: DateOrder | undefined;
  /** Orders of earlier files. */
  knownOrders?: KnownOrders | undefined;
  /** What the file is, if it could be both. */
  as?: FileKind | undefined;
};

/** What was read from a file, until it is to be read otherwise or the memory is needed. */
type Kept = {
  layout?: Layout;
  /** Which dates are birthdays, and which are too late, depends on the polling day. */
  register?: { pollingDay: string; reading: RegisterReading };
  canvass?: { pollingDay: string; reading: CanvassReading };
};

/**
 * A file that was opened and not imported yet. It is read once for each choice: each tick of a meaning plans the
 * import again, and a county takes seconds to read.
 */
export class StagedFile {
  readonly name: string;
  /** For a workbook, the sheets that were read; empty for text. */
  readonly sheets: readonly SheetRead[];
  readonly otherSheets: readonly string[];
  readonly #bytes: Buffer;
  #choice: ReadingChoice = {};
  #text: FileText | undefined;
  /** Another object after each choice and release, so that a reading under way does not bring the old one back. */
  #kept: Kept = {};

  private constructor(
    name: string,
    bytes: Buffer,
    sheets: readonly SheetRead[],
    otherSheets: readonly string[],
  ) {
    this.name = name;
    this.#bytes = shared(bytes);
    this.sheets = sheets;
    this.otherSheets = otherSheets;
  }

  /** @throws Refusal if it is a workbook that cannot be read. */
  static async of(name: string, bytes: Buffer): Promise<StagedFile> {
    if (!isWorkbook(bytes)) return new StagedFile(name, bytes, [], []);
    const { csv, sheets, otherSheets } = await readWorkbook(bytes);
    return new StagedFile(name, csv, sheets, otherSheets);
  }

  /** The same file in another thread. */
  static inThread({ name, bytes }: { name: string; bytes: Uint8Array }): StagedFile {
    return new StagedFile(name, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), [], []);
  }

  /** The file's text as it was opened, or a workbook's sheet. Threads share it. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  get choice(): ReadingChoice {
    return this.#choice;
  }

  choose(choice: ReadingChoice): void {
    const { encoding, mend } = this.#choice;
    if (choice.encoding !== encoding || choice.mend !== mend) this.#text = undefined;
    this.#kept = {};
    this.#choice = choice;
  }

  /** Forgets everything but the file itself and the choices: it can be read again. */
  release(): void {
    this.#text = undefined;
    this.#kept = {};
  }

  /** @throws Refusal if the bytes are not text. */
  text(): FileText {
    this.#text ??= new FileText(this.#bytes, this.#choice);
    return this.#text;
  }

  /**
   * How the file is laid out, as detected or as chosen.
   * @throws Refusal if nothing is recognised, or a column is missing.
   */
  layout(missing: (columns: Layout['columns']) => Message[] = () => []): Layout {
    this.#kept.layout ??= recogniseLayout(this.text().start, () => [], this.#choice);
    refuseIfLacking(this.#kept.layout, missing);
    return this.#kept.layout;
  }

  /**
   * The file as a register. Yields the number of lines read so far; nothing if it has been read already.
   * @throws Refusal as `readRegister` does, or if a column is missing.
   */
  *register(pollingDay: string): Generator<number, RegisterReading> {
    const layout = this.layout(missingFromRegister);
    refuseIfAsked(layout);
    const kept = this.#kept;
    if (kept.register?.pollingDay === pollingDay) return kept.register.reading;
    // Otherwise there would be two in memory.
    delete kept.register;
    const reading = yield* readRegister(this.text(), layout, {
      pollingDay,
      orders: ordersIn(this.#choice),
    });
    kept.register = { pollingDay, reading };
    return reading;
  }

  /** The file as a canvass. @throws Refusal as `readCanvass` does, or if a column is missing. */
  canvass(pollingDay: string): CanvassReading {
    const layout = this.layout(missingFromCanvass);
    const kept = this.#kept;
    if (kept.canvass?.pollingDay === pollingDay) return kept.canvass.reading;
    const options = { pollingDay, orders: ordersIn(this.#choice) };
    const reading = readCanvass(this.text(), layout, options);
    kept.canvass = { pollingDay, reading };
    return reading;
  }
}

export function ordersIn({ dateOrder, knownOrders }: ReadingChoice): DateOrders {
  return { chosen: dateOrder, known: knownOrders };
}

/** A file that came as base64, in memory that threads can share. */
export function sharedFrom(base64: string): Buffer {
  const bytes = sharedOf(Buffer.byteLength(base64, 'base64'));
  return bytes.subarray(0, bytes.write(base64, 'base64'));
}

/** Memory that threads can share, so that a county's file is there once. */
function shared(bytes: Buffer): Buffer {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const copy = sharedOf(bytes.length);
  bytes.copy(copy);
  return copy;
}

function sharedOf(length: number): Buffer {
  return Buffer.from(new SharedArrayBuffer(length));
}
