import { describe, expect, it } from 'vitest';
import { type ColumnRole, headingKey, matchHeadings } from '../../src-main/register/file/columns/headings.ts';
import { recogniseLayout } from '../../src-main/register/file/columns/layouts.ts';
import {
  missingFromCanvass,
  missingFromRegister,
} from '../../src-main/register/file/columns/wanted-columns.ts';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { english } from '../../src-shared/message.ts';
import { canvassFile, csv, encode, LAYOUTS, layoutFile, PEOPLE } from '../fixtures/layouts.ts';
import { inEnglish } from './in-english.ts';
import { importedRoom, importText, temporaryRoom } from './temporary-room.ts';

const ENCODINGS = ['utf8', 'utf8-bom', 'utf16le', 'utf16be', 'windows-1252'] as const;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Everything about every elector that a file is read as having; what is made of that is the same for all files. */
function readElectors(file: string | Buffer) {
  const { electors, elections } = readRegisterFile(Buffer.from(file), '2026-05-07').register;
  const named = (past: string) => Object.fromEntries(elections.map((election, at) => [election, past[at]]));
  return [...electors].map((elector) => ({ ...elector, past: named(elector.past) }));
}

describe.each(LAYOUTS)('a register laid out as $name', (layout) => {
  const options = layout.hasIntentions
    ? { promises: ['P', 'l'] }
    : { promises: ['P', 'L'], canvass: canvassFile() };

  it('gives the same electors, streets, promises and postal voters as every other layout', () => {
    const room = temporaryRoom();
    const result = importText(room, layoutFile(layout), options);
    expect(result).toMatchObject({
      rows: 8,
      imported: 8,
      updated: 0,
      unchanged: 0,
      removed: 0,
      rejected: [],
      electors: 8,
      promises: 5,
      postal: 1,
      streets: 2,
      pollingDistricts: 1,
      layout: layout.name,
    });
    const board = readBoard(room, 'street');
    expect(
      board.rows.map(({ district, street, electors, promises, outstanding }) => [
        district,
        street,
        electors,
        promises,
        outstanding,
      ]),
    ).toEqual([
      ['KA', '', 1, 0, 0],
      ['KA', 'Church Lane', 2, 1, 1],
      ['KA', 'High Street', 5, 4, 3],
    ]);
  });

  it('gives each elector the name, the address and the number in the register', () => {
    const room = importedRoom(layoutFile(layout), options);
    const electors = room.db
      .prepare(
        'SELECT elector.district, number, suffix, surname, forename, house, flat, name AS street, elector.postal FROM elector JOIN street ON street.id = street_id ORDER BY number, suffix',
      )
      .raw()
      .all();
    expect(electors).toEqual([
      ['KA', 1, '', 'Evans', 'Ann', '2', '', 'High Street', 0],
      ['KA', 2, '', 'Evans', 'Bob', '2', '', 'High Street', 1],
      ['KA', 2, '1', 'Łuczak', 'Zofia', '10', '', 'High Street', 0],
      ['KA', 3, '', 'Şahin', 'Şükrü', '4', 'Flat 3', 'High Street', 0],
      ['KA', 4, '', "O'Brien", 'Siân', '4A', '', 'High Street', 0],
      ['KA', 5, '', 'Jones', 'Carys', '', 'Rose Cottage', 'Church Lane', 0],
      ['KA', 6, '', 'Price', 'Owain', '12', '', 'Church Lane', 0],
      ['KA', 7, '', '', '', '', '', '', 0],
    ]);
  });

  it('changes nothing when it is imported again', () => {
    const room = importedRoom(layoutFile(layout), options);
    markNumbers(room, { text: 'KA-1', by: 'a test' });
    const before = readBoard(room, 'street');
    expect(importText(room, layoutFile(layout), options)).toMatchObject({
      imported: 0,
      updated: 0,
      unchanged: 8,
      removed: 0,
    });
    expect(readBoard(room, 'street')).toEqual(before);
  });

  it.each(ENCODINGS)('can be read in %s', (encoding) => {
    const text = layoutFile(layout).replaceAll(/[ŁŞş]/g, (letter) =>
      encoding === 'windows-1252' ? 'S' : letter,
    );
    const electors = readElectors(encode(text, encoding));
    expect(electors.find(({ surname }) => surname === "O'Brien")?.forename).toBe('Siân');
    expect(electors).toEqual(readElectors(text));
  });

  it.each(DELIMITERS)('can be read with %j between its columns', (delimiter) => {
    const electors = readElectors(layoutFile(layout, delimiter));
    expect(electors).toHaveLength(8);
    expect(electors).toEqual(readElectors(layoutFile(layout)));
  });

  it('can be read with title lines, blank lines, repeated headings and a total', () => {
    const lines = layoutFile(layout).split('\r\n');
    const [headings = ''] = lines;
    const dirty = [
      'Register of Electors for Anytown',
      '',
      headings,
      ...lines.slice(1, 4),
      headings,
      '',
      ...lines.slice(4),
      'Total electors: 8',
      '',
    ];
    const room = temporaryRoom();
    expect(importText(room, dirty.join('\r\n'), options)).toMatchObject({
      rows: 8,
      imported: 8,
      rejected: [],
      promises: 5,
    });
  });

  it('is the same in any order of its columns', () => {
    const random = randomFrom(layout.name.length);
    const electors = readElectors(layoutFile(layout));
    for (let time = 0; time < 8; time += 1) {
      const order = shuffled(layout.headings.length, random);
      const rows = [layout.headings, ...PEOPLE.map(layout.row)].map((row) =>
        order.map((at) => row[at] ?? ''),
      );
      const text = csv(rows, DELIMITERS[time % 4]);
      expect(english(recogniseLayout(text, missingFromRegister).name)).toBe(layout.name);
      expect(readElectors(text)).toEqual(electors);
    }
  });

  it('is the same with other spellings of its headings', () => {
    const spellings: ((heading: string) => string)[] = [
      (heading) => heading.toUpperCase(),
      (heading) => ` ${heading.toLowerCase()} `,
      (heading) => heading.replace(/([a-z])([A-Z0-9])/g, '$1_$2'),
      (heading) => `${heading.replaceAll(' ', '-')}:`,
      (heading) => heading.replace(/e/g, 'é'),
    ];
    const { roles } = matchHeadings(layout.headings);
    for (const spell of spellings) expect(matchHeadings(layout.headings.map(spell)).roles).toEqual(roles);
  });
});

/** Numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

function shuffled(count: number, random: () => number): number[] {
  return Array.from({ length: count }, (_, at) => ({ at, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ at }) => at);
}

describe('headings', () => {
  it.each<[string, Record<string, ColumnRole | null>]>([
    [
      'of a volunteer’s sheet',
      {
        'Roll Number': 'number',
        'Polling District Code': 'district',
        'Last Name': 'surname',
        'First Name(s)': 'forename',
        'House No': 'house',
        'House Name': 'building',
        'Street Name': 'street',
        Town: 'address',
        County: null,
        'Post Code': 'postcode',
        'Mobile Phone': 'phone',
        'Home Phone': 'phone',
        'Canvass Result': 'votingIntention',
        Comments: 'note',
      },
    ],
    [
      'with an ID that is not the number, since there is one',
      {
        'Elector ID': null,
        'PD Code': 'district',
        'Elector No.': 'number',
        'Full Name': 'fullName',
        'Addr 1': 'address',
      },
    ],
    [
      'with an ID and no other number',
      { 'Elector ID': 'number', Names: 'fullName', 'Address Line 1': 'address' },
    ],
    [
      'of a canvasser’s list',
      {
        PD: 'district',
        'Voter Number': 'number',
        Name: 'fullName',
        'Address Line One': 'address',
        'Party ID': 'votingIntention',
        'Date Canvassed': 'canvassedOn',
        'Do not knock (Y/N)': 'doNotKnock',
        'Needs a lift?': null,
        'Lift to poll': 'lift',
      },
    ],
    [
      'with a plain number that is a house’s',
      {
        PD: 'district',
        'Elector Number': 'number',
        Surname: 'surname',
        Number: 'house',
        Road: 'street',
        Postcode: 'postcode',
      },
    ],
    [
      'with a plain number that is the elector’s',
      {
        PD: 'district',
        Number: 'number',
        Suffix: 'suffix',
        Surname: 'surname',
        Initials: 'initials',
        Address: 'address',
      },
    ],
    [
      'of a list of postal voters, whose post may go elsewhere',
      {
        'Elector Number Prefix': 'district',
        'Elector Number': 'number',
        'Elector Name': 'fullName',
        'Registered Address 1': 'address',
        'Postal Address 1': null,
        'Vote Type': 'absent',
      },
    ],
    [
      'of a proxy list',
      {
        'Polling District': 'district',
        'Elector Number': 'number',
        Name: 'fullName',
        'Postal/Proxy': 'absent',
      },
    ],
    [
      'in two languages',
      {
        'Cyfenw / Surname': 'surname',
        'Enw cyntaf / Forename': 'forename',
        'Rhif etholwr': 'number',
        'Cyfeiriad 1': 'address',
        'Cod post': 'postcode',
      },
    ],
    [
      'of Idox',
      { PD: 'district', ENO: 'number', Change: 'change', 'Opted Out': 'optOut', 'Date of Birth': 'date' },
    ],
    [
      'of columns that are not imported',
      {
        Email: null,
        UPRN: null,
        Title: null,
        Ward: null,
        Parish: null,
        'Walk Order': null,
        constructor: null,
        'Voter ID': null,
      },
    ],
    [
      'about postal votes and proxies in other words',
      {
        'Dosbarth Etholiadol': 'district',
        'Elec. No.': 'number',
        Sub: 'suffix',
        'On Postal List': 'absent',
        'Has Proxy?': 'proxy',
        'Date of Attaining Age': 'date',
        'Address 1': 'address',
        'Postal Address': null,
        'Postal Pack Returned': null,
        '2022 Postal Voter': null,
        'Proxy Address': null,
        'Year of Birth': null,
      },
    ],
    ...[
      'AV',
      'AV Status',
      'Postal Flag',
      'PostalVoterFlag',
      'Votes by post',
      'Pleidlais bost',
      'PV (Y/N)',
    ].map((heading): [string, Record<string, ColumnRole | null>] => [heading, { [heading]: 'absent' }]),
    ...['Proxy', 'Proxy Vote', 'Name of Proxy', 'Proxies', 'Votes by proxy', 'Dirprwy'].map(
      (heading): [string, Record<string, ColumnRole | null>] => [heading, { [heading]: 'proxy' }],
    ),
    ['of two answers', { 'Voting Intention': 'votingIntention', RAG: null }],
  ])('%s are understood', (_what, headings) => {
    const names = Object.keys(headings);
    const { roles } = matchHeadings(names);
    expect(Object.fromEntries(names.map((name, at) => [name, roles[at]]))).toEqual(headings);
  });

  it('put address lines in their order, whatever the order of the columns', () => {
    const order = (...names: string[]) => matchHeadings(names).address.map((column) => names[column]);
    expect(order('Address 3', 'Address 1', 'Address 2')).toEqual(['Address 1', 'Address 2', 'Address 3']);
    expect(order('Address 10', 'Address 9', 'Address 1')).toEqual(['Address 1', 'Address 9', 'Address 10']);
    expect(order('Town', 'Village', 'Address 2', 'Address')).toEqual([
      'Address 2',
      'Address',
      'Village',
      'Town',
    ]);
    expect(order('STREETADD1', 'SUBSTREETNAME')).toEqual(['SUBSTREETNAME', 'STREETADD1']);
    expect(order('Second line of address', 'First line of address')).toEqual([
      'First line of address',
      'Second line of address',
    ]);
  });

  it.each([
    ['Local 2022', 'Local 2022'],
    ['GE 2019', 'GE 2019'],
    ['2024 General Voted', '2024 General'],
    ['May 2023 Voted', 'May 2023'],
    ['PCC 2021', 'PCC 2021'],
    ['EU Ref 2016', 'EU Ref 2016'],
    ['Voted 2022', '2022'],
    ['voted_2022', '2022'],
    ['GE19', 'GE19'],
    ['LE22', 'LE22'],
    ['GE ’17', 'GE ’17'],
    ['2019', '2019'],
    ['By-election Oct 2023', 'By-election Oct 2023'],
    ['Local 02/05/2024', 'Local 02/05/2024'],
  ])('such as %s mean a past election', (heading, election) => {
    expect(matchHeadings(['Elector Number', heading]).past).toEqual([{ column: 1, election }]);
  });

  it.each([
    'Likelihood to vote 2024',
    '2024 Postal Voter',
    '2024 Party',
    'Date Last Knocked 2023',
    'Leaflet May 2024',
    'Ward 2023',
    'Local 1066',
    'Notes 2024',
    '12 May 2008',
    'Voted',
  ])('such as %s do not mean a past election', (heading) => {
    const { past, pastIntentions, roles } = matchHeadings(['Elector Number', heading]);
    expect([past, pastIntentions, roles]).toEqual([[], [], ['number', null]]);
  });

  it('name earlier intentions, the newest first', () => {
    const names = [
      'VI 2019',
      'Voting Intention May 2024',
      '2022 Green Voting Intention',
      'Canvass 2021',
      'VI Jan 2024',
      'VI',
    ];
    const { pastIntentions, at } = matchHeadings(names);
    expect(at.votingIntention).toBe(5);
    expect(pastIntentions).toEqual([
      { column: 1, label: 'Voting Intention May 2024', year: 2024 },
      { column: 4, label: 'VI Jan 2024', year: 2024 },
      { column: 2, label: '2022 Green Voting Intention', year: 2022 },
      { column: 3, label: 'Canvass 2021', year: 2021 },
      { column: 0, label: 'VI 2019', year: 2019 },
    ]);
  });

  it('have keys that do not change when made again', () => {
    const others = [
      'Gas bus',
      'Elector’s Name',
      'Canvas Codes',
      'Address Line One',
      'First Name(s)',
      'Status',
    ];
    for (const heading of [...LAYOUTS.flatMap(({ headings }) => headings), ...others])
      expect(headingKey(headingKey(heading))).toBe(headingKey(heading));
  });
});

describe('a list of absent voters', () => {
  it.each([
    'PD,Elector No,Surname,Forename,Postal Address 1,Postal Address 2,Postal Postcode',
    'PD,Elector No,Name,Postal address,,,',
    'PD,Elector No,Name,Mailing Address,Town sent,,',
    'PD,Elector No,Name,Ballot Paper Address,,,',
    'PD,Elector No,Name,Absent Vote Type,,,',
    'PD,Elector No,Name,Proxy Name,,,',
  ])('is no register, and its place is said: %s', (headings) => {
    const text = `${headings}\nKA,1,Evans,Ann,9 Other Road,Faraway,ZZ9 1AA\n`;
    expect(() => recogniseLayout(text, missingFromRegister)).toThrow(
      /no column for the address, and looks like a list of absent voters.*Postal and proxy.*--mapping/,
    );
  });

  it('is not seen in other files', () => {
    const lacking = 'PD,Elector No,Name,Wibble\nKA,1,Evans,x\n';
    expect(() => recogniseLayout(lacking, missingFromRegister)).not.toThrow(/absent voters/);
    expect(() => recogniseLayout(lacking, missingFromRegister)).toThrow(/no column for the address/);
  });
});

describe('the cells of a column', () => {
  const file = (heading: string, cells: readonly string[]) =>
    csv([
      ['PD', 'Elector Number', 'Surname', 'Address1', heading],
      ...cells.map((cell, at) => ['KA', String(at + 1), 'Evans', '2 High Street', cell]),
    ]).replaceAll('\r', '');
  const roleIn = (heading: string, cells: readonly string[]) =>
    recogniseLayout(file(heading, cells), () => []).columns.roles[4];

  it('decide whether it is a past election', () => {
    expect(roleIn('2022 Council', ['v', '', 'x', '0', 'VA', 'PV', 'Voted'])).toBe('pastVote');
    expect(roleIn('2022 Council', ['', '', ''])).toBe('pastVote');
    expect(roleIn('2022 Council', ['Anytown', 'Anytown', 'v'])).toBeNull();
    expect(roleIn('2022', ['12.50', '13.00'])).toBeNull();
    expect(recogniseLayout(file('2022 Council', ['KA', 'KB']), () => []).columns.past).toEqual([]);
  });

  it('decide whether a suffix belongs to the name or the number', () => {
    expect(roleIn('Suffix', ['Jr', '', 'MBE'])).toBe('nameSuffix');
    expect(roleIn('Suffix', ['', '1', '2'])).toBe('suffix');
  });

  it('decide whether electors are given by name or by number', () => {
    const columns = (text: string) => recogniseLayout(text, () => []).columns.roles;
    expect(columns('Elector,VI\nKA-1,P\nKA-2/1,L\n')).toEqual(['number', 'votingIntention']);
    expect(columns('Elector,VI\nAnn Evans,P\nBob Jones,L\n')).toEqual(['fullName', 'votingIntention']);
  });

  it('decide how changes are written', () => {
    expect(roleIn('Change', ['+Jan', '=Feb', '-Mar'])).toBe('change');
    expect(roleIn('Change', ['A', 'M', 'D'])).toBe('status');
  });
});

describe('a file', () => {
  it('with only the middle columns of a monthly update is still recognised as one', () => {
    const layout = LAYOUTS.find(({ name }) => name === 'Xpress, monthly update')!;
    const middle = [layout.headings, ...PEOPLE.map(layout.row)].map((row) => row.slice(3, 20));
    expect(importText(temporaryRoom(), csv(middle))).toMatchObject({ imported: 8, layout: layout.name });
  });

  it('without a required column is refused with what was recognised and what was not', () => {
    const text = 'Register of Anytown\nPD,Elector Number,Address1,Wibble\nKA,1,2 High Street,x\n';
    const reason =
      /no column for the elector's name\. Recognised on line 2: PD \(polling district\), Elector Number \(elector number\), Address1 \(address\)\. Not recognised: Wibble\..*by hand/;
    expect(() => recogniseLayout(text, missingFromRegister)).toThrow(Refusal);
    expect(() => recogniseLayout(text, missingFromRegister)).toThrow(reason);
    expect(recogniseLayout(text, () => []).columns.at.number).toBe(1);
  });

  it('of answers is recognised by earlier answers alone', () => {
    const text = 'Full Elector No.,VI 2023\nKA-1,P\n';
    expect(recogniseLayout(text, missingFromCanvass).columns.pastIntentions).toHaveLength(1);
  });

  it('is split by the delimiter of its columns, not by characters in its cells', () => {
    for (const delimiter of DELIMITERS) {
      const others = DELIMITERS.filter((each) => each !== delimiter).join(' ');
      const [xpress] = LAYOUTS;
      const rows = PEOPLE.map((person) =>
        xpress!.row({ ...person, address: person.address.map((line) => `${line} ${others}`) }),
      );
      const found = recogniseLayout(csv([xpress!.headings, ...rows], delimiter), missingFromRegister);
      expect(inEnglish(found)).toMatchObject({ delimiter, name: xpress!.name });
    }
  });

  it('may name its delimiter in a line for Excel', () => {
    const text = `sep=;\n${layoutFile(LAYOUTS[0]!, ';', '\n')}`;
    expect(recogniseLayout(text, missingFromRegister)).toMatchObject({ delimiter: ';', headingLine: 2 });
  });
});
