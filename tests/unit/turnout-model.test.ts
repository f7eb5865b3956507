import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import type { BoardRow } from '../../src-main/turnout/types.ts';
import { csv } from '../fixtures/layouts.ts';
import { sampleOf } from '../sample-size.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

type Model = {
  district: string;
  number: number;
  street: string;
  promise: boolean;
  postal: boolean;
  doNotKnock: boolean;
  voted: boolean;
};

const HEADINGS = [
  'Elector Number Prefix',
  'Elector Number',
  'Elector Markers',
  'Surname',
  'Forename',
  'Address1',
  'Voting Intention',
  'Do not knock',
];

const electors = fc.uniqueArray(
  fc.record({
    district: fc.constantFrom('KA', 'KB', 'K1'),
    number: fc.integer({ min: 1, max: 30 }),
    street: fc.constantFrom('High Street', 'Church Lane', 'Mill Road'),
    promise: fc.boolean(),
    postal: fc.boolean(),
    doNotKnock: fc.boolean(),
    voted: fc.constant(false),
  }),
  { minLength: 1, maxLength: 40, selector: ({ district, number }) => `${district}-${number}` },
);

const actions = fc.array(
  fc.record({
    undo: fc.boolean(),
    district: fc.constantFrom('KA', 'KB', 'K1'),
    numbers: fc.array(fc.integer({ min: 1, max: 32 }), { minLength: 1, maxLength: 6 }),
  }),
  { maxLength: 25 },
);

/** The slow, obvious board: every figure counted again from a plain list. */
function slowFigures(list: readonly Model[]) {
  const inPerson = list.filter(({ promise, postal }) => promise && !postal);
  const votedInPerson = inPerson.filter(({ voted }) => voted).length;
  return {
    electors: list.length,
    promises: list.filter(({ promise }) => promise).length,
    postalPromises: list.filter(({ promise, postal }) => promise && postal).length,
    voted: list.filter(({ voted }) => voted).length,
    promisesVoted: list.filter(({ promise, voted }) => promise && voted).length,
    outstanding: inPerson.filter(({ voted, doNotKnock }) => !voted && !doNotKnock).length,
    turnout: inPerson.length === 0 ? 0 : Math.round((votedInPerson / inPerson.length) * 1000) / 10,
    pastTurnout: null,
  };
}

const byKey = (rows: readonly BoardRow[]) =>
  new Map(rows.map(({ district, street, ...figures }) => [`${district} ${street}`, figures]));

describe('the board', () => {
  it('shows the same figures as a plain list, after any numbers entered and undone in any order', () => {
    fc.assert(
      fc.property(electors, actions, (list, played) => {
        const room = temporaryRoom();
        const model: Model[] = list.map((elector) => ({ ...elector }));
        importText(
          room,
          csv([
            HEADINGS,
            ...model.map(({ district, number, street, promise, postal, doNotKnock }) => [
              district,
              String(number),
              postal ? 'A' : '',
              'Evans',
              'Ann',
              `${number} ${street}`,
              promise ? 'P' : 'X',
              doNotKnock ? 'Y' : '',
            ]),
          ]),
          { promises: ['P'] },
        );
        const districts = new Set(model.map(({ district }) => district));
        for (const { undo, district, numbers } of played) {
          if (!districts.has(district)) continue;
          const input = { text: numbers.join(' '), district, by: 'a test' };
          const result = undo ? undoNumbers(room, input) : markNumbers(room, input);
          expect(result.entries.map(({ status }) => status)).toEqual(
            numbers.map((number) => {
              const elector = model.find((each) => each.district === district && each.number === number);
              if (!elector) return 'unknown';
              const status = elector.voted === !undo ? 'already' : undo ? 'undone' : 'marked';
              elector.voted = !undo;
              return status;
            }),
          );
        }
        const { rows, ...total } = readBoard(room, 'street');
        expect(total).toEqual(slowFigures(model));
        const streets = new Set(model.map(({ district, street }) => `${district} ${street}`));
        expect(byKey(rows)).toEqual(
          new Map(
            [...streets].map((key) => [
              key,
              slowFigures(model.filter(({ district, street }) => `${district} ${street}` === key)),
            ]),
          ),
        );
        expect(byKey(readBoard(room, 'district').rows)).toEqual(
          new Map(
            [...districts].map((code) => [
              `${code} null`,
              slowFigures(model.filter(({ district }) => district === code)),
            ]),
          ),
        );
        const hours = readBoard(room, 'hour').rows;
        expect(hours.reduce((sum, { voted }) => sum + voted, 0)).toBe(total.voted);
        expect(hours.at(-1)?.outstanding ?? total.outstanding).toBe(total.outstanding);
        expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
        room.close();
      }),
      { numRuns: sampleOf(60) },
    );
  });
});
