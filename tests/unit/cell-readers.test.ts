import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAbsentVote, readProxy } from '../../src-main/register/elector/absent-vote.ts';
import { readSign, readStatus } from '../../src-main/register/elector/alteration.ts';
import {
  markerKeys,
  readMarkers,
  withoutLetters,
  withWords,
} from '../../src-main/register/elector/markers.ts';
import { readPastVote } from '../../src-main/register/elector/past-votes.ts';
import { readTelephone } from '../../src-main/register/elector/telephone.ts';
import { readYesNo } from '../../src-main/register/elector/yes-no.ts';
import { readDateCell } from '../../src-shared/date-cell.ts';

const POLLING_DAY = '2026-12-03';

describe('a date', () => {
  const read = (cell: string) => readDateCell(cell, 2026);

  it.each([
    ...['25/12/2026', '25.12.2026', '25-12-2026', '25/12/26', '25 12 2026', '25 / 12 / 2026', '25\\12\\2026'],
    ...[
      '2026-12-25',
      '2026/12/25',
      '2026.12.25',
      '20261225',
      '25122026',
      '12/25/2026',
      '12/25/26',
      '12252026',
    ],
    ...['25 December 2026', '25th December 2026', '25 Dec 26', '25-DEC-2026', '25DEC2026', '25.Dec.2026'],
    ...['Dec 25 2026', 'December 25, 2026', 'Dec. 25, 2026', '2026-Dec-25', '25th of December, 2026'],
    ...['Fri 25/12/2026', 'Friday, 25 December 2026', 'Friday 25th Dec. 2026', '25 Dec ’26', "'25/12/2026"],
    ...['25/12/2026 00:00', '2026-12-25T00:00:00Z', '2026-12-25 00:00:00.000', '12/25/2026 12:00:00 AM'],
    ...['25 Rhagfyr 2026', '25/Rhag/2026', '25ain o Ragfyr 2026', 'Dydd Gwener 25 Rhagfyr 2026'],
    ...[
      '46381',
      '46381.0',
      '46381.75',
      '25-Dec',
      '25 December',
      '25/12',
      '25/12/2026 (16)',
      '18 on 25/12/2026',
    ],
    ...['25–12–2026', '２５/１２/２０２６', '="25/12/2026"', 'attains 18 on 25 December 2026', '25_12_2026'],
  ])('%j is Christmas 2026', (cell) => {
    expect(read(cell)?.iso).toBe('2026-12-25');
  });

  it.each([
    ...[
      '',
      ' ',
      'Dec-26',
      'Dec 2026',
      '2026',
      '12/2026',
      'Attainer',
      '18',
      'Yes',
      '13/13/2026',
      '31/02/2026',
    ],
    ...[
      '251226',
      '1/1/1',
      'Marble 25 2026',
      '25/12/2026 and 26/12/2026',
      '26-12-25',
      '1.5',
      '99999',
      '25 Foo 2026',
    ],
  ])('%j is not understood', (cell) => {
    expect(read(cell)).toBeNull();
  });

  it('that may be in either order says so, and one with a day above 12 proves the order', () => {
    expect(read('04/05/2026')).toEqual({ iso: '2026-05-04', proves: null, monthFirst: '2026-04-05' });
    expect(read('05/05/2026')).toEqual({ iso: '2026-05-05', proves: null, monthFirst: null });
    expect(read('25/12/2026')).toEqual({ iso: '2026-12-25', proves: 'day first', monthFirst: null });
    expect(read('12/25/2026')).toEqual({ iso: '2026-12-25', proves: 'month first', monthFirst: null });
  });

  it('with two digits for its year is of an attainer or a birth', () => {
    expect(['3/4/27', '3/4/31', '3/4/38', '3/4/99'].map((cell) => read(cell)?.iso.slice(0, 4))).toEqual([
      '2027',
      '2031',
      '1938',
      '1999',
    ]);
  });

  it('is the same day however it is written, and every other cell is not understood', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1930-01-01'), max: new Date('2029-12-31') }), (at) => {
        if (Number.isNaN(at.getTime())) return;
        const iso = at.toISOString().slice(0, 10);
        const [year = '', month = '', day = ''] = iso.split('-');
        const name = at.toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' });
        const serial = Math.round((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000);
        for (const cell of [
          `${day}/${month}/${year}`,
          `${day} ${name} ${year}`,
          `${name.slice(0, 3)} ${Number(day)}, ${year}`,
          `${year}${month}${day}`,
          `${iso}T10:00:00Z`,
          String(serial),
        ])
          expect(read(cell)?.iso, cell).toBe(iso);
      }),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (cell) => isDate(read(cell)?.iso)),
      { numRuns: 500 },
    );
  });

  const isDate = (iso: string | undefined) =>
    iso === undefined || new Date(`${iso}T00:00:00Z`).toISOString().startsWith(iso);
});

describe('an absent vote', () => {
  const read = (cell: string) => readAbsentVote(cell, { pollingDay: POLLING_DAY });

  it.each([
    ...[
      'Postal',
      'PV',
      'A',
      'Y',
      'Yes',
      '1',
      'TRUE',
      'x',
      '✓',
      'Permanent',
      'Granted',
      'Approved',
      'By post',
    ],
    ...[
      'Postal Voter',
      'POSTAL VOTE - LONG TERM',
      'Postal until 31/12/2027',
      'Postal (expires 31 January 2027)',
    ],
    ...['Postal from 01/01/2024', 'Pleidlais bost', 'Voting by post'],
  ])('%j is postal', (cell) => {
    expect(read(cell)).toBe('postal');
  });

  it.each([
    ...[
      'Not Postal',
      'Application refused',
      'Does not have a postal vote',
      'Non-postal',
      'No postal vote',
      'None',
      'No',
      'N',
      '0',
      'FALSE',
      '-',
      '–',
      'n/a',
      'N/A',
    ],
    ...[
      'Not applicable',
      'Expired',
      'Cancelled',
      'Cancelled 01/05/2025',
      'Rejected',
      'Ceased',
      'Station',
      'Poll',
    ],
    ...[
      'Polling Station',
      'In Person',
      'Postal vote cancelled',
      'Proxy cancelled',
      'No longer postal',
      'Withdrawn',
    ],
    ...[
      'Postal - until 31/12/2025',
      'Postal from 01/01/2027',
      'Postal vote expired 31/01/2026',
      'Not granted',
    ],
  ])('%j is neither', (cell) => {
    expect(read(cell)).toBe('none');
  });

  it.each(['Proxy', 'P', 'PP', 'Postal proxy', 'Proxy voter', 'Proxy until 31/12/2027'])(
    '%j is a proxy',
    (cell) => {
      expect(read(cell)).toBe('proxy');
    },
  );

  it.each([
    ...[
      '',
      'Pending',
      'Awaiting',
      'Applied',
      'Requested',
      'Not yet',
      'Yes?',
      'Postal?',
      'Unknown',
      '2',
      'Maybe',
    ],
    ...[
      'Postal, not proxy',
      'Not cancelled',
      'Postal 01/05/2025',
      'Post Office',
      'Was postal',
      'Postal/Station',
    ],
    ...['Postal vote not returned', 'Smith', 'Yes No'],
  ])('%j is not understood', (cell) => {
    expect(read(cell)).toBeNull();
  });

  it('is what the heading says, if the cell only says yes', () => {
    expect(readAbsentVote('Yes', { about: 'proxy' })).toBe('proxy');
    // Postal, by its first letter?
    expect(readAbsentVote('P', { about: 'postal' })).toBeNull();
    expect(readAbsentVote('P', { isWay: true })).toBeNull();
  });
});

describe('a cell about a proxy', () => {
  it.each<[string, ReturnType<typeof readProxy>]>([
    ['Yes', 'proxy'],
    ['Emergency proxy', 'proxy'],
    ['Ann Evans', 'proxy'],
    ["O'Dowd, Siân", 'proxy'],
    ['No', 'none'],
    ['Cancelled', 'none'],
    ['Pending', null],
    ['Proxy refused?', null],
    ['see notes', null],
    ['KA-12', null],
  ])('%j is %s', (cell, vote) => {
    expect(readProxy(cell, { isOfNames: false, pollingDay: POLLING_DAY })).toBe(vote);
  });

  it('is a proxy, whatever the name, in a column of names', () => {
    expect(readProxy('evans', { isOfNames: true, pollingDay: POLLING_DAY })).toBe('proxy');
    expect(readProxy('Refused', { isOfNames: true, pollingDay: POLLING_DAY })).toBe('none');
  });
});

describe('a markers cell', () => {
  it.each([
    ['AN', 'AN'],
    ['FAN', 'FAN'],
    ['A/P', 'AP'],
    ['Postal voter', 'A'],
    ['Not postal', ''],
    ['N/A', ''],
    ['-', ''],
    ['No', ''],
    ['A (postal)', 'A'],
    ['Z', 'Z'],
  ])('%j is understood', (cell, letters) => {
    expect(readMarkers(cell)).toEqual({ letters, unknown: [] });
  });

  it.each([
    'Yes',
    'Pending',
    'EU',
    'EU citizen',
    'MALE',
    'BANK',
    'Dead',
    'A1',
    '7',
    '*',
    'Foreign National',
    'N/K',
    'NK',
  ])('%j is not squeezed into letters', (cell) => {
    expect(readMarkers(cell)).toEqual({ letters: '', unknown: [cell] });
  });

  it('keeps words of another column apart from its letters', () => {
    expect(markerKeys(withWords('F', 'Pending'))).toEqual(['F', 'PENDING']);
    expect(markerKeys(withWords('F', 'K'))).toEqual(['F', '“K”']);
    expect(readMarkers(withWords('', 'K')).letters).toBe('');
  });

  it('loses a letter and keeps every word of another column, whatever is in it', () => {
    expect(markerKeys(withoutLetters(withWords('AF', 'Sent 1/2, K'), 'A'))).toEqual(['F', 'SENT 1/2, K']);
    const word = fc
      .string({ unit: fc.constantFrom(..."AKPx1 +,;&|/“”'") })
      .filter((each) => each.trim() !== '');
    fc.assert(
      fc.property(word, (each) => {
        const words = withWords('', each);
        expect(markerKeys(withoutLetters(`A+${words}`, 'AP'))).toEqual(markerKeys(words));
      }),
    );
  });

  it('has a letter or a word for everything that is written in it', () => {
    const lost = (cell: string) => {
      const { letters, unknown } = readMarkers(cell);
      return letters === '' && unknown.length === 0 && /[\p{L}\p{N}]/u.test(cell) && !NOTHING.test(cell);
    };
    const NOTHING =
      /^[\s\p{P}\p{S}]*(?:n\.?\/?a|no|none|nil|dim|vote|attainer|british|irish|commonwealth|0)?[\s\p{P}\p{S}]*$/iu;
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABEFN+, /-“”postalx1 ') }), (cell) => !lost(cell)),
      { numRuns: 2000 },
    );
  });
});

describe('a past vote', () => {
  it.each([
    [
      'v',
      [
        '1.0',
        'Y - in person',
        'Voted at station',
        'V',
        'Voted',
        'Yes',
        '1',
        'In Person',
        'Voted in person',
        'Polling station',
        '✓',
      ],
    ],
    ['x', ['x', 'VA', 'Postal', 'Voted (post)', 'Voted by post', 'Postal vote returned', 'PV returned']],
    ['p', ['P', 'Proxy', 'Voted by proxy']],
    [
      '0',
      ['0', 'A', 'No', 'No Vote', 'Did not vote', 'Didn’t vote', 'Not voted', 'Postal vote not returned'],
    ],
    ['-', ['-', 'NR', 'N/A', 'Not Registered', 'Not on the register']],
    ['.', ['2.0', 'V?', '2', '3', 'Anytown', '?', 'VV', 'Postal issued', '02/05/2024']],
  ])('%j is what these say', (code, cells) => {
    expect(cells.map((cell) => readPastVote(cell))).toEqual(cells.map(() => code));
  });
});

describe('a tick', () => {
  const answers = (about: 'lift' | 'doNotKnock', cells: string[]) =>
    cells.map((cell) => readYesNo(cell, about)?.yes);

  it('may be written in many ways', () => {
    const yes = [
      'Y',
      'yes',
      'TRUE',
      '1',
      'x',
      '✓',
      'Yes please',
      'Wanted',
      'Lift needed',
      'wants a lift',
      'Yes - ring first',
    ];
    const no = [
      'N',
      'no',
      'FALSE',
      '0',
      '-',
      'N/A',
      'none',
      'No thanks',
      'Not needed',
      'Own car',
      'Does not need a lift',
    ];
    expect(answers('lift', yes)).toEqual(yes.map(() => true));
    expect(answers('lift', no)).toEqual(no.map(() => false));
    const dnk = ['Y', 'DNK', 'Do not knock', 'Please do not call', 'Don’t knock', 'No contact'];
    expect(answers('doNotKnock', dnk)).toEqual(dnk.map(() => true));
  });

  it('is not understood if it may mean either', () => {
    const cells = ['?', 'Yes, but not now', 'Maybe', '9am', 'Aggressive dog', 'Yes - cancelled'];
    expect(answers('lift', cells)).toEqual(cells.map(() => undefined));
    expect(answers('doNotKnock', ['No thanks', 'Wanted'])).toEqual([undefined, undefined]);
  });

  it('keeps what else a yes says', () => {
    expect(readYesNo('Yes - ring first', 'lift')).toEqual({ yes: true, note: 'ring first' });
  });
});

describe('a telephone number', () => {
  it.each([
    ['07700 900123', '07700 900123'],
    ['(01632) 960123', '(01632) 960123'],
    ['+44 (0)7700 900123', '+44 (0)7700 900123'],
    ['+353 1 234 5678', '+353 1 234 5678'],
    ['7700900123', '07700 900123'],
    ['7700900123.0', '07700 900123'],
    ['7.700900123E+09', '07700 900123'],
    ['447700900123', '07700 900123'],
    ['7,700,900,123', '07700 900123'],
    ['1632 960123', '01632 960123'],
    ['20 7946 0123', '020 7946 0123'],
    ['01632 960123 / 07700 900123', '01632 960123 / 07700 900123'],
    ['07700 900123 (Ann, after 6)', '07700 900123 (Ann, after 6)'],
    ['n/a', ''],
    ['Ex-directory', ''],
  ])('%j is printed as %j', (cell, phone) => {
    expect(readTelephone(cell)).toEqual({ phone, isUnderstood: true });
  });

  it('whose digits a spreadsheet has dropped is left out, and other words are said as they are', () => {
    expect(readTelephone('7.9E+09')).toEqual({ phone: '', isUnderstood: false });
    for (const cell of ['call after 6', '12345', 'O7700 900123'])
      expect(readTelephone(cell)).toEqual({ phone: cell, isUnderstood: false });
  });

  it.each(['email', 'text', 'phone', 'by post', 'WhatsApp', 'ask her son', 'yes'])(
    'is none without any digit, as below “Contact”: %s',
    (cell) => {
      expect(readTelephone(cell)).toEqual({ phone: '', isUnderstood: false });
    },
  );
});

describe('a status', () => {
  it('adds, changes or deletes', () => {
    const read = (cells: string) => cells.split(' ').map(readStatus);
    expect(read('A add NEW +')).toEqual(['add', 'add', 'add', 'add']);
    expect(read('M amended CHANGE =')).toEqual(['amend', 'amend', 'amend', 'amend']);
    expect(read('D Deleted removed -')).toEqual(['delete', 'delete', 'delete', 'delete']);
    expect(['', 'Unchanged', 'Current'].map(readStatus)).toEqual([null, null, null]);
    expect(read('X Deceased Moved')).toEqual([undefined, undefined, undefined]);
    expect(['New elector', 'Deleted from register', 'Alteration', '–'].map(readStatus)).toEqual([
      'add',
      'delete',
      'amend',
      'delete',
    ]);
    expect(['Not deleted', 'Deleted, then added', 'To A'].map(readStatus)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(['+Jan', '-Feb', '–Feb', '=Mar', '', 'Jan'].map(readSign)).toEqual([
      'add',
      'delete',
      'delete',
      'amend',
      null,
      undefined,
    ]);
  });
});
