import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { Refusal } from '../../store/refusal.ts';

/** More than any register unpacks to (a million electors take 400 MB); a small file made to fill a computer does. */
const MOST_BYTES = 600_000_000;

/** What is called for each piece of an XML part; names come without their prefix. */
export type XmlReader = {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/** The parts of an Excel workbook, which is a zip of XML files. */
export class WorkbookParts {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws Refusal when it would unpack to more than a computer holds; any other error means that it is damaged. */
  static async open(bytes: Buffer): Promise<WorkbookParts> {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    const entries = new Map<string, Entry>();
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      entries.set(entry.fileName.toLowerCase(), entry);
      // The reader holds every part to the size it says here.
      if (/\.(?:xml|rels)$/i.test(entry.fileName)) total += entry.uncompressedSize;
    }
    if (total > MOST_BYTES) {
      throw new Refusal(
        'The workbook unpacks to more than any register holds. Copy the register’s sheet into a new workbook and save that.',
      );
    }
    return new WorkbookParts(zip, entries);
  }

  /** The path of the part that lists the sheets. */
  get workbookPath(): string {
    for (const path of this.#entries.keys()) if (WORKBOOK.test(path)) return path;
    throw new Error('no workbook part');
  }

  has(path: string): boolean {
    return this.#entries.has(path.toLowerCase());
  }

  size(path: string): number {
    return this.#entries.get(path.toLowerCase())?.uncompressedSize ?? 0;
  }

  /**
   * Reads a part to its end, or until `enough` says so; comes back to the event loop after every piece, so that
   * nothing waits for a long one.
   */
  async read(path: string, reader: XmlReader, enough: () => boolean = () => false): Promise<void> {
    const entry = this.#entries.get(path.toLowerCase());
    if (!entry) throw new Error(`no part ${path}`);
    const stream: Readable = await this.#zip.openReadStreamPromise(entry);
    stream.setEncoding('utf8');
    const parser = parserFor(reader);
    for await (const chunk of stream) {
      parser.write(String(chunk));
      if (enough()) return;
    }
    parser.close();
  }
}

const WORKBOOK = /^xl\/workbook\d*\.xml$/;

function parserFor({ open, text, close }: XmlReader): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false });
  if (open) parser.on('opentag', ({ name, attributes }) => open(localName(name), attributes));
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close) parser.on('closetag', ({ name }) => close(localName(name)));
  return parser;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
