import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { setAbsentForAll } from '../../src-main/register/absent-voters.ts';
import { writeCodeMeanings, writePromisesFor } from '../../src-main/register/elector/code-meanings.ts';
import type { ElectionKind } from '../../src-main/register/elector/elections.ts';
import {
  chosenPoll,
  type PollSettings,
  writePollSettings,
} from '../../src-main/register/elector/voting-rules.ts';
import { refreshStanding } from '../../src-main/register/refresh-standing.ts';
import { listStreets } from '../../src-main/sheets/choose-streets.ts';
import { doorsOf } from '../../src-main/sheets/doors.ts';
import type { Room } from '../../src-main/store/room.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { csv } from '../fixtures/layouts.ts';
import { elector, register } from '../fixtures/register.ts';
import { importAbsent, importText, temporaryRoom } from './temporary-room.ts';

const outstanding = (room: Room) => readBoard(room, 'district').outstanding;

/** A room with one promise: is he or she worth a knock? */
function worthAKnock(more: Parameters<typeof elector>[3], poll: PollSettings): boolean {
  const room = temporaryRoom();
  importText(room, register(elector('1', 'Evans', 'Ann', { vi: 'P', ...more })), { promises: ['P'], poll });
  return outstanding(room) === 1;
}

describe('a marker', () => {
  it.each<[string, ElectionKind | null, boolean]>([
    ['F', null, true],
    ['F', 'uk-parliament', true],
    ['F', 'local-england', false],
    ['F', 'senedd', false],
    ['G', 'uk-parliament', false],
    ['K', 'uk-parliament', false],
    ['G', 'local-england', true],
    ['B', 'local-england', true],
    ['B', 'uk-parliament', false],
    ['U', 'local-england', false],
    ['E', 'uk-parliament', false],
    ['E', 'local-england', false],
    ['L', 'uk-parliament', false],
    ['L', 'local-wales', true],
    ['M', 'local-scotland', true],
    ['M', 'uk-parliament', false],
    ['FN', 'uk-parliament', false],
    ['A', 'local-england', false],
    ['P', 'local-england', false],
    ['Q', 'uk-parliament', true],
  ])('%s at a poll of kind %s: worth a knock? %s', (markers, election, worth) => {
    expect(worthAKnock({ markers }, { elections: election === null ? [] : [election] })).toBe(worth);
  });

  it('means what the manager set', () => {
    expect(worthAKnock({ markers: 'Q' }, { markers: { Q: 'not entitled' } })).toBe(false);
    expect(worthAKnock({ markers: 'P' }, { markers: { P: 'in person' } })).toBe(true);
  });
});

describe('the voting age', () => {
  it.each<[string, ElectionKind | null, boolean]>([
    ['01/05/2010', 'local-england', false],
    ['01/05/2010', 'local-wales', true],
    ['01/05/2010', 'uk-parliament', false],
    ['01/06/2010', 'senedd', false],
    ['01/05/2008', 'uk-parliament', true],
    ['07/05/2026', 'uk-parliament', true],
    ['08/05/2026', 'uk-parliament', false],
  ])('for the date %s at a poll of kind %s: may vote? %s', (date, election, may) => {
    expect(worthAKnock({ date }, { elections: election === null ? [] : [election] })).toBe(may);
  });

  it('is sixteen for a Scottish elector, two years before DO18', () => {
    const scottish = csv([
      [
        'DISTRICT',
        'ELNO',
        'FORENAMES',
        'SURNAME',
        'QUALIFICATION',
        'DO18',
        'HOUSENUMBER',
        'STREETNAME',
        'PCODE',
        'VI',
      ],
      ['SA', '1', 'Isla', 'Munro', '', '01/05/2028', '3', 'Wynd Road', 'ZZ1 1AA', 'P'],
    ]);
    const at = (election: ElectionKind) => {
      const room = temporaryRoom();
      importText(room, scottish, {
        promises: ['P'],
        poll: { elections: [election] },
      });
      return outstanding(room);
    };
    expect([at('local-scotland'), at('uk-parliament')]).toEqual([1, 0]);
  });
});

describe('polls combined on one day', () => {
  // Ann may vote at both, Bob (overseas) only for Westminster, Cai (a European citizen) only for the council.
  const electors = register(
    elector('1', 'Evans', 'Ann', { vi: 'P' }),
    elector('2', 'Jones', 'Bob', { vi: 'P', markers: 'F' }),
    elector('3', 'Price', 'Cai', { vi: 'P', markers: 'G' }),
    elector('4', 'Rees', 'Dai', { vi: 'M' }),
    elector('5', 'Rees', 'Eve', { vi: 'M', markers: 'FL' }),
  );
  const polls = ['uk-parliament', 'local-england'] as const;
  const combined = () => {
    const room = temporaryRoom();
    importText(room, electors, { promises: ['P', 'M'], poll: { elections: [...polls] } });
    return room;
  };
  const promises = (room: Room) =>
    [undefined, ...polls].map((election) => {
      const { promises: all, outstanding: left } = readBoard(room, 'district', election);
      return [all, left];
    });

  it('count a promise for those at which the elector may vote', () => {
    const room = combined();
    // Eve may vote at neither: she is on the register, and at neither poll.
    expect(promises(room)).toEqual([
      [5, 4],
      [3, 3],
      [3, 3],
    ]);
    expect([undefined, ...polls].map((election) => readBoard(room, 'district', election).electors)).toEqual([
      5, 3, 3,
    ]);
    expect(listStreets(room, 'local-england').map((street) => street.promises)).toEqual([3]);
    expect(checkRoom(room).problems).toEqual([]);
  });

  it('count a code only for the polls it was chosen for', () => {
    const room = combined();
    room.change(() => {
      writePromisesFor(room, { m: ['local-england'] }, 'a test');
      refreshStanding(room);
    });
    expect(promises(room)).toEqual([
      [5, 4],
      [2, 2],
      [3, 3],
    ]);
    const [street] = listStreets(room, 'uk-parliament');
    expect([street?.promises, street?.outstanding]).toEqual([2, 2]);
  });

  it('have sheets for any of them or for one', () => {
    const room = combined();
    const ids = listStreets(room).map(({ id }) => id);
    const numbers = (poll: number) =>
      [...doorsOf(room, ids, { doors: 'walk', sides: 'through', poll }).values()]
        .flat()
        .flatMap((door) => door.electors.map(({ number }) => number));
    expect(numbers(0)).toEqual([1, 2, 3, 4]);
    expect(numbers(chosenPoll(room, 'local-england'))).toEqual([1, 3, 4]);
    expect(() => chosenPoll(room, 'mayor')).toThrow('This room is not for that poll (Mayor, England).');
  });

  it('have letters that mean something else at one of them', () => {
    const room = combined();
    room.change(() => {
      writePollSettings(room, { markers: { 'G@uk-parliament': 'in person' } }, 'a test');
      refreshStanding(room);
    });
    expect(promises(room).map(([all]) => all)).toEqual([5, 4, 3]);
  });
});

describe('a setting of the poll', () => {
  it('takes effect for everybody at once', () => {
    const room = temporaryRoom();
    importText(
      room,
      register(
        elector('1', 'Evans', 'Ann', { vi: 'P', markers: 'A' }),
        elector('2', 'Jones', 'Bob', { vi: 'P', markers: 'F' }),
        elector('3', 'Price', 'Cai', { vi: 'P', date: '01/12/2026' }),
        elector('4', 'Rees', 'Dai', { vi: 'L' }),
      ),
      { promises: ['P'] },
    );
    const set = (settings: PollSettings) =>
      room.change(() => {
        writePollSettings(room, settings, 'a test');
        return refreshStanding(room);
      });
    expect(outstanding(room)).toBe(1);
    expect([set({ chasePostal: true }), outstanding(room)]).toEqual([1, 2]);
    expect([set({ pollingDay: '2026-12-03' }), outstanding(room)]).toEqual([1, 3]);
    expect([set({ elections: ['local-england'] }), outstanding(room)]).toEqual([1, 2]);
    room.change(() => {
      writeCodeMeanings(room, { P: 'promise', L: 'promise' }, 'a test');
      refreshStanding(room);
    });
    expect(outstanding(room)).toBe(3);
    room.change(() => {
      writeCodeMeanings(room, { P: 'promise', L: 'moved' }, 'a test');
      refreshStanding(room);
    });
    expect(outstanding(room)).toBe(2);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });
});

describe('a list of absent voters', () => {
  const electors = register(
    elector('1', 'Evans', 'Ann', { vi: 'P', markers: 'A' }),
    elector('2', 'Jones', 'Bob', { vi: 'P' }),
    elector('3', 'Price', 'Cai', { vi: 'P' }),
    elector('1', 'Owen', 'Eve', { vi: 'P', markers: 'A', district: 'KB' }),
  );
  const list = csv([
    ['Elector Number', 'Surname', 'Vote type'],
    ['KA 2', 'Jones', 'Postal'],
    ['ka-3', 'Price', 'Proxy'],
    ['KA-9', 'Nobody', 'Postal'],
    ['KB-1', 'Somebody Else', 'Postal'],
  ]);
  const withList = (complete: boolean) => {
    const room = temporaryRoom();
    importText(room, electors, { promises: ['P'] });
    const result = importAbsent(room, list, { complete, confirmed: true });
    return { room, result };
  };

  it('decides who is left off sheets, and names the people it cannot find', () => {
    const { room, result } = withList(false);
    expect(result).toMatchObject({ found: 2, changed: 2, postal: 3 });
    expect(result.rejected.map(({ line }) => line)).toEqual([4, 5]);
    expect(outstanding(room)).toBe(0);
  });

  it('that is complete clears everybody else in its districts', () => {
    const { room, result } = withList(true);
    expect(result.changed).toBe(3);
    // KB-1 is on the list with another name, so nothing is changed there.
    expect(readBoard(room, 'district').rows.map(({ outstanding: left }) => left)).toEqual([1, 0]);
    expect(checkRoom(room).ok).toBe(true);
  });

  it('still applies after the next import of the register', () => {
    const { room } = withList(true);
    expect(importText(room, electors)).toMatchObject({ unchanged: 4, updated: 0, postal: 2 });
  });

  it('can be undone for everybody, and so can last year’s flags', () => {
    const { room } = withList(false);
    expect([setAbsentForAll(room, 'none', 'a test').changed, outstanding(room)]).toEqual([4, 4]);
    expect([setAbsentForAll(room, '', 'a test').changed, outstanding(room)]).toEqual([2, 2]);
  });

  it('from another place changes nothing', () => {
    const room = temporaryRoom();
    importText(room, electors, { promises: ['P'] });
    const other = 'Elector Number\nZZ-1\nZZ-2\n';
    expect(() => importAbsent(room, other, { complete: true })).toThrow(/No line of the list/);
    expect(outstanding(room)).toBe(2);
  });
});

describe('a file without markers and dates', () => {
  it('may be the open register, which is not for elections', () => {
    const { warnings } = importText(
      temporaryRoom(),
      register(elector('1', 'Evans', 'Ann'), elector('2', 'Jones', 'Bob')),
    );
    expect(warnings).toContainEqual({ line: 1, reason: expect.stringMatching(/open \(edited\) register/) });
  });
});
