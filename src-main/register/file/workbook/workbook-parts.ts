import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { tooMuch, type WorkbookBudget } from './workbook-budget.ts';

/** More than any register unpacks to (a million electors take 400 MB), but a file made to fill a computer does. */
const MOST_BYTES = 600_000_000;

/** Handlers for the pieces of an XML part; names come without their prefix. */
export type XmlReader = {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/** The parts of an Excel workbook, which is a zip of XML files. */
export class WorkbookParts {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly budget: WorkbookBudget;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, budget: WorkbookBudget) {
    this.#zip = zip;
    this.#entries = entries;
    this.budget = budget;
  }

  /**
   * @throws Refusal if it would unpack to more than a computer's memory; any other error means that it is damaged.
   */
  static async open(bytes: Buffer, budget: WorkbookBudget): Promise<WorkbookParts> {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    const entries = new Map<string, Entry>();
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      entries.set(entry.fileName.toLowerCase(), entry);
      // The reader enforces these sizes.
      if (/\.(?:xml|rels)$/i.test(entry.fileName)) total += entry.uncompressedSize;
    }
    if (total > MOST_BYTES) throw tooMuch();
    return new WorkbookParts(zip, entries, budget);
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
   * Reads a part to its end, or until `enough` returns true.
   * @throws Refusal if it is more work than its file may cause.
   */
  async read(path: string, reader: XmlReader, enough: () => boolean = () => false): Promise<void> {
    const entry = this.#entries.get(path.toLowerCase());
    if (!entry) throw new Error(`no part ${path}`);
    const stream: Readable = await this.#zip.openReadStreamPromise(entry);
    stream.setEncoding('utf8');
    const parser = parserFor(reader, this.budget);
    for await (const chunk of stream) {
      const text = String(chunk);
      this.budget.spend('bytes', text.length);
      parser.write(text);
      if (enough()) return;
    }
    parser.close();
  }
}

/** Depth of elements, and attributes of an element: no workbook has a tenth of these. */
const DEEPEST = 200;
const MOST_ATTRIBUTES = 1000;

const WORKBOOK = /^xl\/workbook\d*\.xml$/;

function parserFor({ open, text, close }: XmlReader, budget: WorkbookBudget): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let attributesHere = 0;
  parser.on('attribute', () => {
    attributesHere += 1;
    if (attributesHere > MOST_ATTRIBUTES) throw tooMuch();
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    attributesHere = 0;
    if (depth > DEEPEST) throw tooMuch();
    budget.spend('elements', 1);
    open?.(localName(name), attributes);
  });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    close?.(localName(name));
  });
  return parser;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
