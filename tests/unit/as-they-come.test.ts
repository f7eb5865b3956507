import { describe, expect, it } from 'vitest';
import { importAbsentVoters } from '../../src-main/register/absent-voters.ts';
import { readAbsentVote } from '../../src-main/register/elector/absent-vote.ts';
import { readFullName } from '../../src-main/register/elector/elector-name.ts';
import { matchHeadings } from '../../src-main/register/file/columns/headings.ts';
import { linesOf } from '../../src-main/register/file/read-canvass.ts';
import { readAbsentFile, readCanvassFile } from '../../src-main/register/file/read-file.ts';
import { inEnglish } from './in-english.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

const lines = (...texts: string[]) => `${texts.join('\r\n')}\r\n`;

/** Everybody in a register, as `KA-1 Ann Evans, Flat 2, 14 High Street`, and what was said. */
function imported(text: string) {
  const room = temporaryRoom();
  const result = importText(room, text, { acceptRefused: true });
  const electors = room.db
    .prepare<[], Record<string, string>>(
      `SELECT elector.district || '-' || number || iif(suffix = '', '', '/' || suffix) AS whole, forename, surname, flat, house,
              name AS street, phone
         FROM elector JOIN street ON street.id = street_id ORDER BY elector.district, elector.number, suffix`,
    )
    .all()
    .map(({ whole, forename, surname, flat, house, street, phone }) => {
      const name = [forename, surname].filter(Boolean).join(' ');
      return `${whole} ${name}, ${[flat, [house, street].filter(Boolean).join(' '), phone].filter(Boolean).join(', ')}`;
    });
  return { electors, warnings: result.warnings.map(({ reason }) => reason), result };
}

describe('a register as it comes', () => {
  it.each([
    [
      'zeros where a line of the address is missing',
      lines(
        'Elector Number,Surname,Forename,Flat,House,Street,Town,PostCode',
        'KA-1,Evans,Ann,0,1.0,High Street,0,ZZ1 1AA',
        'KA-2,Price,Ivor,1.0,0,High Street,0.0,ZZ1 1AA',
      ),
      ['KA-1 Ann Evans, 1 High Street', 'KA-2 Ivor Price, Flat 1, High Street'],
    ],
    [
      'merged headings above those of each column',
      lines(
        'Littleton Ward,,,,,,,',
        'Elector Number,,,Name,,Address,,',
        'Prefix,Number,Suffix,Surname,Forename,Address1,Address2,Postcode',
        'KA,1,,Evans,Ann,1,High Street,ZZ1 1AA',
        'KA,1,1,Price,Ivor,2A,High Street,ZZ1 1AA',
      ),
      ['KA-1 Ann Evans, 1 High Street', 'KA-1/1 Ivor Price, 2A High Street'],
    ],
    [
      'somebody under Other Electors, and a total',
      lines(
        'Elector Number,Surname,Forename,Address1,PostCode',
        'KA-1,Evans,Ann,1 High Street,ZZ1 1AA',
        'KA-2,Roamer,,Other Electors,',
        'Total electors,2,,,',
      ),
      ['KA-1 Ann Evans, 1 High Street', 'KA-2 Roamer, '],
    ],
    [
      'titles and two people in a cell for the name',
      lines(
        'Elector Number,Name,Address1,PostCode',
        'KA-1,Mr & Mrs J Thorne,1 High Street,ZZ1 1AA',
        'KA-2,Tom & Ann James,2 High Street,ZZ1 1AA',
        'KA-3,Dr. Ann Evans OBE,3 High Street,ZZ1 1AA',
        'KA-4,EVANS Ann Marie,4 High Street,ZZ1 1AA',
      ),
      [
        'KA-1 Mr & Mrs J Thorne, 1 High Street',
        'KA-2 Tom & Ann James, 2 High Street',
        'KA-3 Ann Evans, 3 High Street',
        'KA-4 Ann Marie EVANS, 4 High Street',
      ],
    ],
    [
      'two columns for telephones',
      lines(
        'Elector Number,Surname,Forename,Address1,PostCode,Landline,Mobile,Contact',
        'KA-1,Evans,Ann,1 High Street,ZZ1 1AA,020 7946 0123,7700900123,Y',
        'KA-2,Price,Ivor,2 High Street,ZZ1 1AA,,07700 900456,',
        'KA-3,James,Tom,3 High Street,ZZ1 1AA,07700 900456,07700 900456,',
      ),
      [
        'KA-1 Ann Evans, 1 High Street, 020 7946 0123 / 07700 900123',
        'KA-2 Ivor Price, 2 High Street, 07700 900456',
        'KA-3 Tom James, 3 High Street, 07700 900456',
      ],
    ],
    [
      'a quotation mark that is never closed',
      lines(
        'Elector Number,Surname,Forename,Address1,PostCode',
        'KA-1,Evans,Ann,"1 High Street,ZZ1 1AA',
        'KA-2,Price,Ivor,2 High Street,ZZ1 1AA',
      ),
      ['KA-1 Ann Evans, 1 High Street', 'KA-2 Ivor Price, 2 High Street'],
    ],
  ])('has %s', (_what, text, electors) => {
    expect(imported(text).electors).toEqual(electors);
  });

  it('has districts that lost their zeros, which is said', () => {
    const { warnings } = imported(
      lines(
        'PD,Elector Number,Surname,Forename,Address1,PostCode',
        '01,1,Evans,Ann,1 High Street,ZZ1 1AA',
        '1,2,Price,Ivor,2 High Street,ZZ1 1AA',
        '10,3,James,Tom,3 High Street,ZZ1 1AA',
      ),
    );
    expect(warnings).toContainEqual(expect.stringMatching(/^Polling districts 01, 1 differ only in zeros/));
  });
});

it.each([
  ['Price, Mr Ivor', 'Price', 'Mr Ivor'],
  ['Mrs Sian de la Cruz', 'de la Cruz', 'Sian'],
  ['Miss Evans', 'Evans', ''],
  ['LORD Ann', 'LORD', 'Ann'],
  ['James Tom', 'James', 'Tom'],
])('the name %s', (cell, surname, forename) => {
  expect(readFullName(cell)).toEqual({ surname, forename });
});

describe('a canvass as it comes', () => {
  it('may be an export with other headings, in which a met elector has said nothing yet', () => {
    const canvass = readCanvassFile(
      Buffer.from(
        lines(
          'Elector Number,Last,First,ContactDate,Result,VoterID',
          'KA-1,Evans,Ann,11/20/2026,Canvassed,L',
          'KA-2,Price,Ivor,11/20/2026,Labour,L',
        ),
      ),
    );
    expect(linesOf(canvass).map(({ name }) => name.written)).toEqual(['Ann Evans', 'Ivor Price']);
    expect(canvass.cells.unusedColumns.map(({ heading }) => heading)).toEqual(['VoterID']);
  });

  it('says that it has codes of web pages, as a register does', () => {
    const text = lines('Elector Number,Surname,VI', 'KA-1,O&#39;Neill,P');
    expect(inEnglish(readCanvassFile(Buffer.from(text)).warnings)[0]?.reason).toMatch(
      /^1 line has garbled text/,
    );
    const mended = readCanvassFile(Buffer.from(text), { mend: true });
    expect(linesOf(mended).map(({ name }) => name.written)).toEqual(["O'Neill"]);
  });

  it('may have a column of one party, but not of several', () => {
    const roles = (...headings: string[]) => matchHeadings(['Elector Number', ...headings]).roles.slice(1);
    expect(roles('Lib Dem rating')).toEqual(['votingIntention']);
    expect(roles('Labour VI', 'Notes')).toEqual(['votingIntention', 'note']);
    expect(roles('Con score', 'Lab score', 'LD score')).toEqual([null, null, null]);
    expect(roles('Con score', 'VI')).toEqual([null, 'votingIntention']);
  });
});

it('a list of absent voters may have words that are not known among those of its column', () => {
  const list = readAbsentFile(
    Buffer.from(
      lines(
        'Absent Voters List,,',
        'Elector Number,Elector Name,Type',
        'KA-1,Thorne Sian,Postal',
        'KA-2,Price Ivor,Postal',
        'KA-3,James Tom,Proxy',
        'KA-4,Evans Ann,Pending',
        'KA-5,Okoro Ada,Under review',
      ),
    ),
    { fileName: 'list.csv', pollingDay: '2026-12-03' },
  );
  expect(list.lines.map(({ says }) => says?.vote ?? null)).toEqual(['postal', 'postal', 'proxy', null, null]);
  expect(inEnglish(list.cells.notUnderstood)).toMatchObject([
    { column: 'Type', value: 'Pending', count: 1, lines: [6] },
    { column: 'Type', value: 'Under review', count: 1, lines: [7] },
  ]);
  expect(inEnglish(list.cells.columns)).toMatchObject([
    { column: 'Elector Number' },
    { column: 'Elector Name' },
    { column: 'Type', takenFor: 'postal or proxy vote', filled: 5, understood: 3 },
  ]);
});

describe('a list without headings', () => {
  const importList = (text: string, fileName: string) => {
    const room = temporaryRoom();
    const names = ['Thorne,Siân', 'Price,Ivor', 'James,Tom', 'Evans,Ann'];
    importText(
      room,
      lines(
        'PD,Number,Surname,Forename,Address',
        ...names.map((name, at) => `KA,${at + 1},${name},${at + 1} High Street`),
      ),
    );
    const list = readAbsentFile(Buffer.from(text), { fileName, pollingDay: '2026-12-03' });
    const choice = { otherwise: null, complete: false, confirmed: false, by: 'Ann', fileName };
    const result = importAbsentVoters(room, list, choice);
    const votes = room.db
      .prepare("SELECT number, absent FROM elector WHERE absent <> '' ORDER BY number")
      .raw()
      .all();
    return { votes, left: result.rejected.map(({ line }) => line), warnings: inEnglish(result.warnings) };
  };

  it.each([
    ['KA-1\tThorne\tSian\nKA-2\tPrice\tIvor\nKA-3\tSmith\tTom\nKA-4\tAnn\tEvans\n'],
    ['KA-1,Mrs,Sian Thorne\nKA-2,Mr,Ivor Price\nKA-3,Mr,Tom Smith\nKA-4,Ms,Evans Ann\n'],
  ])('compares the names beside the numbers: %j', (text) => {
    const { votes, left, warnings } = importList(text, 'postal.txt');
    expect(votes).toEqual([1, 2, 4].map((number) => [number, 'postal']));
    expect([left, warnings]).toEqual([[3], []]);
  });

  it('does not compare those of proxies', () => {
    const text = 'KA-1,John Smith\nKA-2,Ann Lee\nKA-3,Una Okoro\nKA-4,Ann Evans\n';
    const { votes, left, warnings } = importList(text, 'proxies.csv');
    expect(votes).toEqual([1, 2, 3, 4].map((number) => [number, 'proxy']));
    expect(left).toEqual([]);
    expect(warnings[0]?.reason).toMatch(/^Only the elector numbers/);
  });
});

it.each([
  ['PV - signature waiver', 'postal'],
  ['Postal (signature waived)', 'postal'],
  ['Postal (waived)', null],
  ['Proxy - signature waiver', 'proxy'],
])('the vote %s', (cell, vote) => {
  expect(readAbsentVote(cell)).toBe(vote);
});

it('a list of numbers alone is counted as one column', () => {
  const list = readAbsentFile(Buffer.from('KA-1\nKA-2\nfoo\n'), {
    fileName: 'postal.txt',
    pollingDay: '2026-12-03',
  });
  expect(inEnglish(list.cells.columns)).toMatchObject([
    { takenFor: 'whole elector number', filled: 3, understood: 2 },
  ]);
});

it('a heading that only contains a word of another has no use of its own', () => {
  const known = ['PD', 'Elector Number', 'Surname', 'Forename', 'Address1', 'Postcode', 'Telephone', 'VI'];
  const others = [
    ...[
      'Contact by',
      'Contact method',
      'Preferred contact',
      'Contact preference',
      'Contact email',
      'Phone type',
    ],
    ...[
      'Phone consent',
      'Do not phone',
      'Do not email',
      'Do not leaflet',
      'No leaflets',
      'No post',
      'Moved in',
    ],
    ...['Moved from', 'Moved here', 'Date moved in', 'New address', 'Previous address', 'Forwarding address'],
    ...[
      'Address type',
      'House type',
      'Street lighting',
      'Number of electors',
      'No in household',
      'Proxy address',
    ],
    ...['Postal pack returned', 'Postal application sent', 'Wants postal vote', 'Lift driver', 'Voting age'],
    ...[
      'Party member',
      'Support poster',
      'Note date',
      'Comment by',
      'Status date',
      'Date printed',
      'Registered on',
    ],
    ...[
      'Deceased relative',
      'Gone to work',
      'Left handed',
      'Moved by',
      'Removed by',
      'Not at home',
      'Next of kin',
    ],
    ...['Canvasser', 'Canvassed by', 'Canvass round', 'Code of conduct', 'Postcode sector', 'Marker pen'],
    ...[
      'Polling station',
      'Polling place',
      'Ballot box',
      'Order number',
      'Sheet number',
      'Walk number',
      'First vote',
    ],
  ];
  const used = others.filter((heading) => matchHeadings([...known, heading]).roles.at(-1) !== null);
  expect(used).toEqual([]);
});
