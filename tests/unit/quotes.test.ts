import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { type Delimiter, onePiece, readRows } from '../../src-main/register/file/text/csv.ts';

const rowsIn = (text: string, delimiter: Delimiter = ',') =>
  [...readRows(onePiece(text), delimiter)].flatMap(({ rows }) => rows);

/** The cells of the file's records; one that cannot be trusted is only its line. */
const cellsIn = (text: string, delimiter: Delimiter = ',') =>
  rowsIn(text, delimiter).map(({ line, cells, fault }) => (fault ? line : cells));

const FIELDS = ['PD', 'Elector Number', 'Surname', 'Forename', 'Address1', 'Address2', 'Postcode'];

/** A register of electors with these addresses, exactly as written. */
function fileOf(addresses: readonly string[], delimiter: Delimiter): string {
  const lines = addresses.map((address, index) =>
    ['KA', index + 1, `Sur${index}`, 'Una', address, 'Littleton', 'ZZ1 1AA'].join(delimiter),
  );
  return [FIELDS.join(delimiter), ...lines, ''].join('\n');
}

describe('a cell with quotation marks', () => {
  it.each<[string, string]>([
    ['"The Mobile" 4 High Street', '"The Mobile" 4 High Street'],
    ['8 "Old" High Street', '8 "Old" High Street'],
    ['"The Mobile, Park" 4 High Street', '"The Mobile, Park" 4 High Street'],
    ['"4 High Street', '"4 High Street'],
    ['4 High Street"', '4 High Street"'],
    ['"4 High Street, Rear"', '4 High Street, Rear'],
    ['"""The Mobile"" 4 High Street"', '"The Mobile" 4 High Street'],
    ['""The Mobile" 4 High Street"', '"The Mobile" 4 High Street'],
    ['="4 High Street, Rear"', '="4 High Street, Rear"'],
    ['""', ''],
    ['"4 High Street\nLittleton, Anytown"', '4 High Street\nLittleton, Anytown'],
  ])('%j is read as %j, on any line, with others beside it', (written, read) => {
    for (const delimiter of [',', '\t', ';'] as const)
      for (const place of [0, 3, 9]) {
        const addresses = Array.from({ length: 10 }, (_, index) => `${2 * index + 2} High Street`);
        const rows = rowsIn(fileOf(addresses.with(place, written), delimiter), delimiter).slice(1);
        expect(rows.map(({ cells }) => cells[4])).toEqual(addresses.with(place, read));
        expect(rows.every(({ fault }) => fault === undefined)).toBe(true);
      }
  });

  it('that is twice in a file takes no line between them with it', () => {
    const addresses = [
      '2 High Street',
      '"The Mobile" 4 High Street',
      '6 High Street',
      '"The Van" 8 High Street',
      '"Old',
    ];
    const { register } = readRegisterFile(Buffer.from(fileOf(addresses, '\t')), '2026-12-03');
    expect(
      [...register.electors].map(({ number, door }) => [number, door.address.replace(', Littleton', '')]),
    ).toEqual(addresses.map((address, index) => [index + 1, address]));
    expect(register.rejected).toEqual([]);
  });

  it('opened and closed lines below is not one cell of several records', () => {
    expect(cellsIn('a,b,c\n1,"Old,3\n4,5,6\n7,8" ,9\n')).toEqual([
      ['a', 'b', 'c'],
      ['1', '"Old', '3'],
      ['4', '5', '6'],
      ['7', '8" ', '9'],
    ]);
    expect(cellsIn('a,b,c\n1,"Old,3\n4,5,6\n7,8",9\n')).toEqual([
      ['a', 'b', 'c'],
      ['1', '"Old', '3'],
      ['4', '5', '6'],
      ['7', '8"', '9'],
    ]);
  });

  it('refuses its line alone if the columns cannot be told apart, with the reason', () => {
    const addresses = [
      '2 High Street',
      '"The Mobile, 4 High Street, x" y, z',
      '"6 High Street, Rear',
      '8 High Street',
    ];
    const text = fileOf(addresses, ',');
    expect(cellsIn(text).filter((cells) => typeof cells === 'number')).toEqual([3, 4]);
    const { register } = readRegisterFile(Buffer.from(text), '2026-12-03');
    expect([...register.electors].map(({ number }) => number)).toEqual([1, 4]);
    expect(register.rejected.map(({ line, reason }) => [line, reason.text])).toEqual([
      [3, expect.stringMatching(/in the wrong place/)],
      [4, expect.stringMatching(/never closed/)],
    ]);
  });

  it('is no trouble in a file that is read in pieces', () => {
    const addresses = Array.from({ length: 6000 }, (_, index) =>
      index % 500 === 7
        ? `"The Van" ${index} High Street`
        : index % 700 === 9
          ? `"${index} High\nStreet"`
          : `${index} High Street`,
    );
    const rows = rowsIn(fileOf(addresses, ',')).slice(1);
    expect(rows.length).toBe(addresses.length);
    expect(rows.map(({ cells }) => cells[1])).toEqual(addresses.map((_, index) => String(index + 1)));
    const broken = addresses.findIndex((address) => address.includes('\n'));
    expect(rows[broken]).toMatchObject({ line: broken + 2, isBroken: true });
    expect(rows[broken + 1]?.line).toBe(broken + 4);
  });

  it('written as CSV is read back, whatever is in it', () => {
    // A line break and a whole record's commas in one cell look like records that a quotation mark has joined.
    const cell = fc.oneof(fc.stringMatching(/^[a"',; =.]{0,12}$/), fc.stringMatching(/^[a"';\n =.]{0,12}$/));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), (records) => {
        const text = records
          .map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        const expected = records.filter((cells) => cells.some((each) => each.trim() !== ''));
        expect(rowsIn(text).map(({ cells }) => cells)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
