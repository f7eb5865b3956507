/** Whole numbers in a list that takes four bytes for each. */
export class IntList {
  #items = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: number): void {
    if (this.#length === this.#items.length) {
      const more = new Int32Array(this.#length * 2);
      more.set(this.#items);
      this.#items = more;
    }
    this.#items[this.#length] = item;
    this.#length += 1;
  }

  at(index: number): number {
    return this.#items[index] ?? 0;
  }

  set(index: number, item: number): void {
    this.#items[index] = item;
  }
}

/** Ids in a set that takes a bit for each, also if they are in runs far apart. */
export class IdSet {
  readonly #pages = new Map<number, Uint8Array>();

  add(id: number): void {
    const number = Math.floor(id / IDS_A_PAGE);
    let page = this.#pages.get(number);
    if (!page) {
      page = new Uint8Array(IDS_A_PAGE / 8);
      this.#pages.set(number, page);
    }
    const at = id % IDS_A_PAGE;
    page[at >> 3] = (page[at >> 3] ?? 0) | (1 << (at & 7));
  }

  has(id: number): boolean {
    const at = id % IDS_A_PAGE;
    const byte = this.#pages.get(Math.floor(id / IDS_A_PAGE))?.[at >> 3] ?? 0;
    return (byte & (1 << (at & 7))) !== 0;
  }
}

const IDS_A_PAGE = 1 << 15;

/** Distinct values, each held once and known by its place. */
export class Pool<Value> {
  readonly #places = new Map<Value, number>();
  readonly #values: Value[] = [];

  /** The place of a value, which is added if it is new. */
  put(value: Value): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    const kept = typeof value === 'string' ? (detached(value) as Value) : value;
    this.#places.set(kept, this.#values.length);
    return this.#values.push(kept) - 1;
  }

  at(place: number): Value {
    return this.#values[place] as Value;
  }

  /** The distinct values, in the order in which they came. */
  get values(): readonly Value[] {
    return this.#values;
  }
}

/**
 * A column of a large table whose values repeat, in one byte for each row as long as there are few different ones.
 */
export class PackedColumn<Value> {
  readonly #pool = new Pool<Value>();
  #rows: Uint8Array | Uint16Array | Uint32Array = new Uint8Array(1024);
  #length = 0;
  #last: Value | undefined;
  #lastPlace = -1;

  push(value: Value): void {
    this.set(this.#length, value);
  }

  at(row: number): Value {
    return this.#pool.at(this.#rows[row] ?? 0);
  }

  set(row: number, value: Value): void {
    // Most cells are as the one before: blank, or of the same household.
    if (value !== this.#last || this.#lastPlace < 0) {
      this.#lastPlace = this.#pool.put(value);
      this.#last = value;
      if (this.#lastPlace >= 2 ** (8 * this.#rows.BYTES_PER_ELEMENT)) this.#widen();
    }
    if (row >= this.#rows.length) this.#lengthen(row);
    this.#rows[row] = this.#lastPlace;
    if (row >= this.#length) this.#length = row + 1;
  }

  /** How often each value occurs, in the order in which they came. */
  counts(): Map<Value, number> {
    const counts = new Uint32Array(this.#pool.values.length);
    for (let row = 0; row < this.#length; row += 1) {
      const place = this.#rows[row] ?? 0;
      counts[place] = (counts[place] ?? 0) + 1;
    }
    return new Map(this.#pool.values.map((value, place) => [value, counts[place] ?? 0]));
  }

  #widen(): void {
    this.#rows =
      this.#rows instanceof Uint8Array ? Uint16Array.from(this.#rows) : Uint32Array.from(this.#rows);
  }

  #lengthen(row: number): void {
    const Rows = this.#rows.constructor as Uint8ArrayConstructor;
    const longer = new Rows(Math.max(row + 1, this.#rows.length * 2));
    longer.set(this.#rows);
    this.#rows = longer;
  }
}

/** The same text by itself: a part of a longer one keeps all of that in memory. */
export function detached(text: string): string {
  return text.length < SHORTEST_PART ? text : ` ${text}`.slice(1);
}

/** Shorter texts are copied in any case. */
const SHORTEST_PART = 13;
