import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../src-main/register/elector/elector-number.ts';
import { readCanvassFile, readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { inEnglish } from './in-english.ts';

const FIRST = [
  'Elector Number Prefix,Elector Number,Elector Markers,Elector Surname,Elector Forename,PostCode,Address1,Address2',
  'KA,1,A,Thorne,Una,ZZ1 1AA,2 High Street,Littleton',
  'KA,2,,Marsh,Ivor,ZZ1 1AA,4 High Street,Littleton',
  'KA,3,,Quill,Nora,ZZ1 1AA,6 High Street,Littleton',
];

function read(...lines: string[]) {
  const { register } = readRegisterFile(Buffer.from(lines.join('\n')), '2026-12-03');
  const electors = [...register.electors];
  return {
    ...inEnglish(register),
    electors,
    people: electors.map(
      (each) => `${formatNumber(each)} ${each.forename} ${each.surname}, ${each.door.address}`,
    ),
  };
}

const PEOPLE = [
  'KA-1 Una Thorne, 2 High Street, Littleton',
  'KA-2 Ivor Marsh, 4 High Street, Littleton',
  'KA-3 Nora Quill, 6 High Street, Littleton',
];

describe('headings in the middle of a file', () => {
  it.each([
    [
      'in another order',
      'Elector Number Prefix,Elector Number,Elector Markers,Elector Forename,Elector Surname,Address1,Address2,PostCode',
      ['KB,1,A,Olga,Ashby,2 Low Street,Littleton,ZZ1 1AB', 'KB,2,,Peg,Bourne,4 Low Street,Littleton,ZZ1 1AB'],
    ],
    [
      'in other words',
      'PD,Elector No,Franchise,First Name,Last Name,Address Line 1,Address Line 2,Post Code',
      ['KB,1,A,Olga,Ashby,2 Low Street,Littleton,ZZ1 1AB', 'KB,2,,Peg,Bourne,4 Low Street,Littleton,ZZ1 1AB'],
    ],
    [
      'with the number further back, and columns that are not used',
      'Address1,Address2,PostCode,Ref,Elector Forename,Elector Surname,Elector Markers,Elector Number,Elector Number Prefix',
      [
        '2 Low Street,Littleton,ZZ1 1AB,x,Olga,Ashby,A,1,KB',
        '4 Low Street,Littleton,ZZ1 1AB,y,Peg,Bourne,,2,KB',
      ],
    ],
  ])('%s count for the lines below', (_what, headings, lines) => {
    const { people, rejected, warnings, electors } = read(
      ...FIRST,
      headings,
      ...lines,
      FIRST[0] ?? '',
      'KC,1,,Fenn,Tess,ZZ1 1AC,1 Mill Lane,Littleton',
    );
    expect(people).toEqual([
      ...PEOPLE,
      'KB-1 Olga Ashby, 2 Low Street, Littleton',
      'KB-2 Peg Bourne, 4 Low Street, Littleton',
      'KC-1 Tess Fenn, 1 Mill Lane, Littleton',
    ]);
    expect(rejected).toEqual([]);
    expect(electors.map(({ markers }) => markers)).toEqual(['A', '', '', 'A', '', '']);
    expect(electors.map(({ door }) => door.postcode)).toEqual([
      'ZZ1 1AA',
      'ZZ1 1AA',
      'ZZ1 1AA',
      'ZZ1 1AB',
      'ZZ1 1AB',
      'ZZ1 1AC',
    ]);
    expect(warnings.map(({ line }) => line)).toContain(5);
  });

  it.each([
    'Elector Number Prefix,Elector Number,Elector Surname,Elector Forename,PostCode,Address1,Address2',
    'Elector Number Prefix,Elector Number,Elector Markers,Elector DOB,Elector Surname,Elector Forename,PostCode,Address1,Address2',
    'Elector Number Prefix,Elector Number,Elector Markers,Elector Name,PostCode,Address1,Address2',
  ])('that mean other columns refuse the file by line: %s', (headings) => {
    expect(() => read(...FIRST, headings, 'KB,1,Ashby,Olga,ZZ1 1AB,2 Low Street,Littleton')).toThrow(
      /^Line 5 has headings again, with other columns than line 1/,
    );
  });

  it('that are the same are skipped, also cut short', () => {
    const [headings = '', ...lines] = FIRST;
    expect(
      read(
        headings,
        ...lines.slice(0, 1),
        headings,
        ...lines.slice(1, 2),
        headings.slice(0, 38),
        ...lines.slice(2),
      ).people,
    ).toEqual(PEOPLE);
  });

  it('are not an elector with odd names', () => {
    const { people } = read(
      ...FIRST,
      'KA,4,,Street,Ward,ZZ1 1AA,The Number,Road',
      'KA,5,,House,Flat,ZZ1 1AA,Postcode House,Town',
    );
    expect(people.length).toBe(5);
  });

  it('count in a canvass file too', () => {
    const { byNumber } = readCanvassFile(
      Buffer.from(
        'Elector Number,Surname,Response\nKA-1,Thorne,P\nSurname,Response,Elector Number\nMarsh,L,KA-2\n',
      ),
    );
    expect(
      [...byNumber.entries()].map(([number, lines]) => [
        number,
        lines.map(({ votingIntention }) => votingIntention),
      ]),
    ).toEqual([
      ['KA-1', ['P']],
      ['KA-2', ['L']],
    ]);
  });
});
