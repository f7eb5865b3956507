import { describe, expect, it } from 'vitest';
import { importText, temporaryRoom } from './temporary-room.ts';

const HEADINGS =
  'PDCode,RollNo,ElectorSurname,ElectorForename,FranchiseMarker,RegisteredAddress1,RegisteredAddress2,PostCode';

function register(numbers: readonly number[]): string {
  const lines = numbers.map(
    (n) => `KA,${n}.000,Sur${inLetters(n)},Fore${inLetters(n)},,${2 * n} High Street,Littleton,ZZ1 1AA`,
  );
  return [HEADINGS, ...lines].join('\n');
}

/** A file without headings is only recognised if its names look like names. */
const inLetters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

/** A file whose first column has these values, for electors KA-2, KA-3 and so on; the last is new. */
function update(heading: string, values: readonly string[]): string {
  const [, ...lines] = register(values.map((_, index) => (index + 1 < values.length ? index + 2 : 41))).split(
    '\n',
  );
  return [`${heading},${HEADINGS}`, ...lines.map((line, index) => `${values[index]},${line}`)].join('\n');
}

/** A register of electors KA-1 to KA-40 in one street. */
const FULL = register(Array.from({ length: 40 }, (_, index) => index + 1));

function roomAfter(file: string) {
  const room = temporaryRoom();
  importText(room, FULL);
  const { removed, imported } = importText(room, file);
  return { removed, imported };
}

describe('a column that says whom a file adds, changes or deletes', () => {
  it.each([
    ['ChangeTypeID', ['D', 'M', 'N']],
    ['Change Type', ['D', 'M', 'N']],
    ['Elector Change Code', ['D', 'M', 'A']],
    ['What', ['D', 'M', 'N']],
    ['', ['D', 'M', 'A']],
    ['Ref', ['-', '=', '+']],
    ['Flag', ['D', 'M', 'A']],
    ['Kind', ['Delete', 'Amend', 'New']],
  ])('is found under the heading "%s", by its content %j', (heading, values) => {
    expect(roomAfter(update(heading, values))).toEqual({ removed: 1, imported: 1 });
  });

  it.each([
    ['What', ['D', 'D']],
    ['What', ['D', 'A']],
    ['What', ['A', 'M']],
    ['What', ['Added', 'Added']],
    ['Code', ['D', 'M']],
  ])('is asked about if it may be something else: "%s" with %j', (heading, values) => {
    expect(() => roomAfter(update(heading, values))).toThrow(
      /The column "\w+" has only .* Match that column by hand/,
    );
  });

  it('is what a person says it is', () => {
    const file = update('What', ['D', 'D']);
    const room = temporaryRoom();
    importText(room, FULL);
    const said = (role: 'status' | null) => ({
      mapping: { byHeading: new Map([['what', role]]), positions: null },
    });
    expect(importText(room, file, { choice: said(null) })).toMatchObject({ removed: 0, imported: 1 });
    expect(importText(room, file, { choice: said('status') })).toMatchObject({ removed: 2, imported: 0 });
  });

  it.each([
    ['Member', ['N', 'N', 'N']],
    ['Band', ['A', 'B', 'D']],
    ['Sex', ['M', 'F', 'M']],
    ['IERStatus', ['C', 'C', 'C']],
    ['Notes2', ['-', '-', '-']],
  ])('is not a column of something else: "%s" with %j', (heading, values) => {
    expect(roomAfter(update(heading, values))).toEqual({ removed: 0, imported: 1 });
  });

  it('in a file without headings is found wherever it stands before the address', () => {
    const [, ...lines] = update('', ['D', 'M', 'D', 'N']).split('\n');
    expect(roomAfter(lines.join('\n'))).toEqual({ removed: 2, imported: 1 });
  });
});
