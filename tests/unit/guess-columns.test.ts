import { describe, expect, it } from 'vitest';
import { guessLayout } from '../../src-main/register/file/columns/guess-columns.ts';
import { type ColumnRole, matchHeadings } from '../../src-main/register/file/columns/headings.ts';
import { recogniseLayout } from '../../src-main/register/file/columns/layouts.ts';
import { decodeText } from '../../src-main/register/file/text/decode.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import { english } from '../../src-shared/message.ts';
import {
  canvassFile,
  csv,
  encode,
  HALAROSE_UPDATE,
  IDOX_UPDATE_WITHOUT_FLAGS,
  LAYOUTS,
  type Layout,
  PEOPLE,
  type Person,
  WITHOUT_HEADINGS,
} from '../fixtures/layouts.ts';
import { inEnglish } from './in-english.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

/** The roles that the columns of a file without headings get. */
const guessColumns = (rows: readonly (readonly string[])[]) => guessLayout(rows)?.roles ?? null;

const SURNAMES =
  'Evans Jones Łuczak O’Brien Patel Smith Begum Price Khan MacLeod Owen Taylor Wood Hall Reid'.split(' ');
const FORENAMES =
  'Ann Bob Zofia Siân Priya John Fatima Owain Imran Ailsa Megan David Sarah George Isla'.split(' ');
const STREETS = [
  'High Street',
  'Church Lane',
  'Station Road',
  'Mill Close',
  'Victoria Avenue',
  'Heol y Bryn',
];

/** A district of some hundred electors, street by street, in households. */
const VILLAGE: readonly Person[] = Array.from({ length: 240 }, (_, at): Person => {
  const household = Math.floor(at / 3);
  const street = STREETS[Math.floor(at / 40)] ?? '';
  const named = household % 17 === 0;
  return {
    number: at + 1,
    suffix: at % 60 === 59 ? '1' : '',
    markers: ['', '', '', '', 'A', '', '', 'G', '', ''][at % 10] ?? '',
    date: at % 90 === 7 ? '05/06/2027' : '',
    surname: SURNAMES[(household * 7) % 15] ?? '',
    forename: FORENAMES[(at * 11) % 15] ?? '',
    postcode: `ZZ1 ${1 + Math.floor(at / 40)}AA`,
    address: named
      ? ['Rose Cottage', street, 'Littleton']
      : [`${1 + (household % 14)} ${street}`, 'Littleton'],
    vi: at % 3 === 0 ? 'P' : '',
  };
});

const rolesOf = ({ headings }: Layout) => matchHeadings(headings).roles;
/** In layouts without headings, the roles take the place of headings. */
const saidRoles = ({ headings }: Layout) =>
  headings.map((role) => (role === '' ? null : role)) as (ColumnRole | null)[];

describe.each([
  ['eight electors', PEOPLE],
  ['a village', VILLAGE],
])('a register of %s without headings', (_size, people) => {
  it.each(
    LAYOUTS.filter(({ hasIntentions }) => !hasIntentions).map((layout) => [layout.name, layout] as const),
  )('laid out as %s is understood column by column', (_name, layout) => {
    expect(guessColumns(people.map(layout.row))).toEqual(rolesOf(layout));
  });

  it.each([...WITHOUT_HEADINGS, IDOX_UPDATE_WITHOUT_FLAGS].map((layout) => [layout.name, layout] as const))(
    'laid out as %s is recognised by the order of its columns',
    (name, layout) => {
      const text = csv(people.map(layout.row));
      const found = recogniseLayout(text, () => []);
      expect(found.columns.roles).toEqual(saidRoles(layout));
      expect(inEnglish(found)).toMatchObject({ name, isGuessed: true, headingLine: 0 });
      expect(found.headings.slice(0, 2)).toEqual(['Column 1', 'Column 2']);
    },
  );

  it('may have numbers as districts', () => {
    const [idox = IDOX_UPDATE_WITHOUT_FLAGS] = WITHOUT_HEADINGS;
    expect(guessColumns(people.map((person) => idox.row(person).with(0, '02')))).toEqual(saidRoles(idox));
  });

  it.each<[string, (person: Person) => string[], (ColumnRole | null)[]]>([
    [
      'a whole number, the forename first and one line of address',
      (p) => [
        `KA-${p.number}${p.suffix && `/${p.suffix}`}`,
        p.forename,
        p.surname,
        p.address.join(', '),
        p.postcode,
      ],
      ['number', 'forename', 'surname', 'address', 'postcode'],
    ],
    [
      'titles, decimals for suffixes and telephone numbers',
      (p) => [
        'KA1',
        `${p.number}.${(p.suffix || '0').padStart(3, '0')}`,
        p.surname && 'Mrs',
        p.surname,
        p.forename,
        ...[...p.address, '', '', ''].slice(0, 3),
        p.postcode,
        p.number % 3 ? '' : `07700 900${String(p.number).padStart(3, '0')}`,
        p.number % 2 ? 'Lab' : 'Green',
      ],
      [
        'district',
        'number',
        null,
        'surname',
        'forename',
        'address',
        'address',
        'address',
        'postcode',
        'phone',
        'votingIntention',
      ],
    ],
    [
      'whole names and house numbers in a column of their own',
      (p) => {
        const [, house = '', street = ''] = /^(\d+\w? )?(.*)$/.exec(p.address.at(-2) ?? '') ?? [];
        return [
          'KA',
          String(p.number),
          p.surname && `${p.surname}, ${p.forename}`,
          house.trim(),
          street,
          p.address.at(-1) ?? '',
          p.postcode,
        ];
      },
      ['district', 'number', 'fullName', 'address', 'address', 'address', 'postcode'],
    ],
  ])('with %s is understood', (_what, row, roles) => {
    expect(guessColumns(people.map(row))).toEqual(roles);
  });
});

describe('a file without headings', () => {
  it.each([...WITHOUT_HEADINGS, IDOX_UPDATE_WITHOUT_FLAGS, ...LAYOUTS])(
    'laid out as $name gives the same electors as one with headings',
    (layout) => {
      const room = temporaryRoom();
      // Without headings nobody can recognise an N among a party’s own columns, so anonymous electors are left out
      // here.
      const people = PEOPLE.filter(({ markers }) => markers !== 'N');
      const result = importText(room, csv(people.map(layout.row)), {
        promises: ['P', 'L'],
        canvass: canvassFile(),
      });
      expect(result).toMatchObject({ rows: 7, imported: 7, rejected: [], streets: 2, promises: 5 });
      const names = room.db.prepare('SELECT surname FROM elector ORDER BY number, suffix').pluck().all();
      expect(names).toEqual(people.map(({ surname }) => surname));
    },
  );

  it.each([',', ';', '\t', '|'])(
    'may have %j between its columns, and other delimiters inside them',
    (delimiter) => {
      for (const layout of [...WITHOUT_HEADINGS, ...LAYOUTS.slice(0, 3)]) {
        const people = PEOPLE.map((person) => ({
          ...person,
          address: person.address.map((line) =>
            line.replace('Littleton', 'Littleton, near Anytown; Anyshire'),
          ),
        }));
        const found = recogniseLayout(csv(people.map(layout.row), delimiter), () => []);
        expect(found.delimiter).toBe(delimiter);
        expect(found.columns.at.number).toBe(layout.name.includes('monthly') ? 12 : 1);
      }
    },
  );

  it.each(['utf8', 'utf8-bom', 'utf16le', 'utf16be', 'windows-1252'] as const)(
    'may be written in %s',
    (encoding) => {
      const text = csv(WITHOUT_HEADINGS.map(({ row }) => PEOPLE.map(row))[0] ?? []).replaceAll(/[ŁŞş]/g, 'S');
      expect(english(recogniseLayout(decodeText(encode(text, encoding)).text, () => []).name)).toBe(
        'Idox, full',
      );
    },
  );

  it('may begin with a title and blank lines, and end with a total', () => {
    for (const [layout = LAYOUTS[0]!] of [WITHOUT_HEADINGS, LAYOUTS]) {
      const title = csv([
        ['Register of Electors for Anytown', ...Array(17).fill('')],
        ['Published, 1 December 2025'],
      ]);
      const text = `${title}\r\n\r\n${csv(PEOPLE.map(layout.row))}Total electors: 8\r\n`.replaceAll(
        '\r\n',
        '\n',
      );
      const found = recogniseLayout(text, () => []);
      expect(found, layout.name).toMatchObject({ isGuessed: true, headingLine: 4 });
      expect(importText(temporaryRoom(), text)).toMatchObject({ rows: 8, imported: 8, rejected: [] });
    }
  });

  it('may be a short update, recognised by its change signs', () => {
    const layout = WITHOUT_HEADINGS[1]!;
    const [one] = VILLAGE;
    expect(guessColumns([layout.row(one!)])).toEqual(saidRoles(layout));
  });

  it('has no heading line, though somebody called House lives in a road called Street', () => {
    const rows = VILLAGE.map((person) => ({ ...person, surname: 'House', forename: 'Street' }));
    const text = csv([...rows.slice(0, 1), ...VILLAGE.slice(1)].map(LAYOUTS[0]!.row));
    expect(recogniseLayout(text, () => [])).toMatchObject({ isGuessed: true, headingLine: 0 });
  });

  it.each<[string, string[][]]>([
    ['no lines', []],
    ['a title', [['Register of Electors']]],
    ['names only', VILLAGE.map((p) => [p.surname, p.forename, ''])],
    ['names and addresses without numbers', VILLAGE.map((p) => [p.surname, p.forename, ...p.address])],
    [
      'numbers and addresses without names',
      VILLAGE.map((p) => ['KA', String(p.number), p.address[0] ?? '', p.postcode]),
    ],
    [
      'numbers and names without addresses',
      VILLAGE.map((p) => ['KA', String(p.number), p.surname, p.forename]),
    ],
    ['prices', Array.from({ length: 50 }, (_, at) => ['Widget', String((at * 37) % 50), '1.50', 'in stock'])],
  ])('with %s is not guessed', (_what, rows) => {
    expect(guessColumns(rows)).toBeNull();
    expect(() => recogniseLayout(csv(rows, ',', '\n'), () => [])).toThrow(Refusal);
    expect(() => recogniseLayout(csv(rows, ',', '\n'), () => [])).toThrow(/by hand/);
  });
});

describe('an update', () => {
  it('from Halarose is read, including past the lines between that are not electors', () => {
    const { headings, row } = HALAROSE_UPDATE;
    const lines = PEOPLE.map(row);
    const text = csv([
      ['Monthly Additions to the Register for January'],
      ['Ref: 2026/1'],
      ['Date Published: 2 January 2026'],
      headings,
      ...lines.slice(0, 4),
      ['Monthly Additions to the Register for February'],
      ['Ref: 2026/2'],
      ['Date Published: 1 February 2026'],
      headings,
      ...lines.slice(4),
    ]);
    const found = recogniseLayout(decodeText(Buffer.from(text)).text, () => []);
    expect(inEnglish(found)).toMatchObject({
      name: 'Halarose / Eros, update',
      headingLine: 4,
      isGuessed: false,
    });
    expect(importText(temporaryRoom(), text)).toMatchObject({ rows: 8, imported: 8, rejected: [] });
  });
});
