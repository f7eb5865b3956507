import fc from 'fast-check';

type Change =
  | { do: 'flip'; at: number; bit: number }
  | { do: 'set'; at: number; to: number }
  | { do: 'insert'; at: number; bytes: Buffer }
  | { do: 'remove'; at: number; length: number }
  | { do: 'repeat'; at: number; length: number; times: number }
  | { do: 'copy'; at: number; from: number; length: number }
  | { do: 'cut'; at: number };

/** Where, as a fraction of the whole, so that the same change fits files of any length. */
const place = fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true });

/** A file like one of `seeds`, damaged in a few places. */
export function damaged(
  seeds: readonly Buffer[],
  words: readonly (string | Buffer)[],
  most = 8,
): fc.Arbitrary<Buffer> {
  return fc.tuple(fc.constantFrom(...seeds), damages(words, most)).map(([seed, damage]) => damage(seed));
}

/**
 * Damage in a few places of a file. `words` are pieces with a meaning in such files, inserted among random bytes.
 */
export function damages(
  words: readonly (string | Buffer)[],
  most = 8,
): fc.Arbitrary<(bytes: Buffer) => Buffer> {
  const pieces = words.map((word) => Buffer.from(word));
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...pieces) },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ minLength: 1, maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
    },
    {
      weight: 1,
      arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).map((text) => Buffer.from(text)),
    },
  );
  const length = fc.nat({ max: 200 });
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.record({ do: fc.constant('flip' as const), at: place, bit: fc.nat({ max: 7 }) }),
    fc.record({ do: fc.constant('set' as const), at: place, to: fc.nat({ max: 255 }) }),
    fc.record({ do: fc.constant('insert' as const), at: place, bytes: piece }),
    fc.record({ do: fc.constant('remove' as const), at: place, length }),
    fc.record({
      do: fc.constant('repeat' as const),
      at: place,
      length,
      times: fc.integer({ min: 1, max: 30 }),
    }),
    fc.record({ do: fc.constant('copy' as const), at: place, from: place, length }),
    fc.record({ do: fc.constant('cut' as const), at: place }),
  );
  return fc
    .array(change, { minLength: 0, maxLength: most })
    .map((changes) => (bytes) => changes.reduce(changed, bytes));
}

function changed(bytes: Buffer, change: Change): Buffer {
  const at = Math.floor(change.at * bytes.length);
  const before = bytes.subarray(0, at);
  switch (change.do) {
    case 'flip':
    case 'set': {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = change.do === 'set' ? change.to : copy[at]! ^ (1 << change.bit);
      return copy;
    }
    case 'insert':
      return Buffer.concat([before, change.bytes, bytes.subarray(at)]);
    case 'remove':
      return Buffer.concat([before, bytes.subarray(at + change.length)]);
    case 'repeat': {
      const part = bytes.subarray(at, at + change.length);
      return Buffer.concat([before, ...Array<Buffer>(change.times).fill(part), bytes.subarray(at)]);
    }
    case 'copy': {
      const from = Math.floor(change.from * bytes.length);
      return Buffer.concat([before, bytes.subarray(from, from + change.length), bytes.subarray(at)]);
    }
    case 'cut':
      return before;
  }
}
