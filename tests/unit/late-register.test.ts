import { expect, it } from 'vitest';
import { applyToRegister } from '../../src-main/journal/apply.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { entriesFor, have, mergeEntries } from '../../src-main/journal/merge.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';

import { correctElector, electorRecord, removeElector } from '../../src-main/register/by-hand.ts';
import {
  moveAddress,
  renameStreet,
  streetsToCorrect,
} from '../../src-main/register/streets/street-corrections.ts';
import { saveWalk } from '../../src-main/sheets/walks.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { numbersSetAside, retrySetAside } from '../../src-main/turnout/set-aside.ts';
import { elector, register } from '../fixtures/register.ts';
import { importAbsent, importText, temporaryRoom } from './temporary-room.ts';
import { copyOf, exchange, send } from './two-rooms.ts';

const BY = 'Ann';
const STREETS = ['High Street', 'Mill Lane', 'Elm Road'];

const REGISTER = register(
  ...Array.from({ length: 12 }, (_, at) =>
    elector(String(at + 1), `Evans${at}`, 'Ann', {
      vi: at % 2 === 0 ? 'P' : 'X',
      address: `${at + 1} ${STREETS[at % 3]}`,
      postcode: `ZZ1 1A${'ABC'[at % 3]}`,
    }),
  ),
);

function bringRegister(room: Room): void {
  importText(room, REGISTER, { promises: ['P'] });
  applyToRegister(room);
}

/** A day on a laptop that has the register, with everything that can be said about electors. */
function workOfADay(room: Room): void {
  const canvass = 'Elector Number Prefix,Elector Number,Voting Intention\nKA,2,P\nKA,5,X';
  importText(room, REGISTER, { canvass, promises: ['P'] });
  markNumbers(room, { text: '1 2 3', district: 'KA', by: BY });
  undoNumbers(room, { text: '3', district: 'KA', by: BY });
  enterDoorstep(room, '1-01', [{ electorId: 5, answer: 'refused' }], BY);
  enterDoorstep(room, '1-01', [{ electorId: 7, answer: 'will vote' }], BY);
  for (const phone of ['98', '99'])
    correctElector(room, 4, { ...electorRecord(room, 4), phone, surname: 'Price' }, BY);
  correctElector(room, 8, { ...electorRecord(room, 8), street: 'New Road' }, BY);
  importAbsent(room, 'KA-9\nKA-11', { otherwise: 'postal', by: BY });
  removeElector(room, 10, BY);
  const [street] = streetsToCorrect(room).filter(({ name }) => name === 'Mill Lane');
  renameStreet(room, street?.id ?? 0, 'Mill Street', BY);
  moveAddress(room, 6, { street: 'Elm Road', house: '60', flat: 'B' }, BY);
  saveWalk(room, null, { name: 'East', note: '', runner: 'May', streetIds: [street?.id ?? 0] }, BY);
}

const kept = (room: Room) => ({
  electors: room.db
    .prepare<[], { register_says: string }>(
      `SELECT elector.id, number, surname, phone, vi, vi_on, absent, elector.postal, promise, kept_off, voted_at,
              doorstep, off_sheets, removed_at IS NULL AS is_on, by_hand, register_says, house, flat,
              street.name AS street, walk.name AS walk
         FROM elector JOIN street ON street.id = street_id LEFT JOIN walk ON walk.id = walk_id ORDER BY 1`,
    )
    .all()
    // The order of its fields says nothing.
    .map((row) => ({ ...row, register_says: JSON.parse(row.register_says || '{}') })),
  setAside: numbersSetAside(room).length,
});

const digest = (room: Room) => {
  const { problems, digest: text } = checkRoom(room);
  expect(problems).toEqual([]);
  return text;
};

it('a room that takes in entries before the register has the same as one that had the register first', () => {
  const ours = temporaryRoom();
  const [late, early] = [copyOf(ours), copyOf(ours)];
  bringRegister(ours);
  workOfADay(ours);
  send(ours, late);
  expect(numbersSetAside(late).length).toBeGreaterThan(0);
  bringRegister(late);
  bringRegister(early);
  send(ours, early);
  expect(kept(late)).toEqual(kept(early));
  expect(kept(late).electors).toMatchObject([
    { voted_at: expect.any(Number) },
    { voted_at: expect.any(Number), vi: 'P', street: 'Mill Street', walk: 'East' },
    { voted_at: null },
    { phone: '99', surname: 'Price' },
    { vi: 'X', off_sheets: 1, doorstep: 'refused' },
    { street: 'Elm Road', house: '60', flat: 'B' },
    { off_sheets: 0, doorstep: 'will vote' },
    { street: 'New Road', register_says: { street: 'Mill Lane' } },
    { absent: 'postal', kept_off: 'postal' },
    { is_on: 0, by_hand: 'removed' },
    { absent: 'postal', street: 'Mill Street' },
    {},
  ]);
  expect(retrySetAside(late, BY)).toEqual({ settled: [], left: 0 });
  exchange(late, early);
  expect(digest(late)).toBe(digest(early));
  expect(kept(late)).toEqual(kept(early));
});

it('a correction that was undone before the register came stays undone', () => {
  const ours = temporaryRoom();
  const late = copyOf(ours);
  bringRegister(ours);
  correctElector(ours, 4, { ...electorRecord(ours, 4), phone: '99' }, BY);
  send(ours, late);
  const [correction] = entriesFor(ours, {}).filter(({ kind }) => kind === 'register');
  undoEntries(ours, [correction?.id ?? ''], BY);
  mergeEntries(late, entriesFor(ours, have(late)));
  bringRegister(late);
  expect(electorRecord(late, 4).phone).toBe('');
  expect(kept(late)).toEqual(kept(ours));
});

it('what waited for an electors’ register is not applied a second time', () => {
  const ours = temporaryRoom();
  const late = copyOf(ours);
  bringRegister(ours);
  correctElector(ours, 4, { ...electorRecord(ours, 4), surname: 'Price' }, BY);
  correctElector(ours, 4, { ...electorRecord(ours, 4), surname: 'Rees' }, BY);
  send(ours, late);
  bringRegister(late);
  expect(electorRecord(late, 4).surname).toBe('Rees');
  // The register itself says something new, which counts.
  importText(late, REGISTER.replace('Evans3', 'Price'), { promises: ['P'] });
  applyToRegister(late);
  expect(electorRecord(late, 4).surname).toBe('Price');
});
