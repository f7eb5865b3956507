import { exportJournal } from '../../src-main/journal/export-journal.ts';
import { addElector, correctElector, removeElector } from '../../src-main/register/by-hand.ts';
import { renameStreet, streetsToCorrect } from '../../src-main/register/streets/street-corrections.ts';
import { moveSheets } from '../../src-main/sheets/issued.ts';
import { makeSheetsInSteps } from '../../src-main/sheets/make-sheets.ts';
import { enterReturned, returnedSheet } from '../../src-main/sheets/returned.ts';
import { readWalks, saveWalk } from '../../src-main/sheets/walks.ts';
import { addToJournal } from '../../src-main/store/journal/journal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { exportMarks } from '../../src-main/turnout/export-marks.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { saveOfficialFigure } from '../../src-main/turnout/official-figures.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { csv } from '../fixtures/layouts.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText } from '../unit/temporary-room.ts';

const STREETS = ['Heol Wen', 'Stryd Goch', 'Lôn Las'];

const people = STREETS.flatMap((street, at) =>
  Array.from({ length: 8 }, (_, place) =>
    elector(String(at * 10 + place + 1), 'Prys', 'Nest', {
      address: `${place + 1} ${street}`,
      vi: place % 2 === 0 ? 'Plaid' : 'Neb',
      markers: place === 7 ? 'A' : '',
    }),
  ),
);

/** A register of these streets; `change` is made to its lines. */
const registerOf = (change = (lines: string[][]) => lines) => register(...change(people));

/** A file with everything to ask about: other people, letters, codes, a line that is refused, and one to check. */
export const registerToAskAbout = registerOf((lines) => [
  ...lines.slice(0, -6),
  elector('1', 'Puw', 'Mair', { address: `40 ${STREETS[0]}`, vi: 'Efallai', markers: 'G' }),
  elector('', 'Puw', 'Mair', { address: `41 ${STREETS[0]}` }),
  elector('91', 'Puw', 'Gwern', { address: `42 ${STREETS[0]}`, date: '31/02/2008' }),
]);

/** Voting intentions of some of them, and of somebody who is not on the register. */
export const canvassToAskAbout = csv([
  ['Elector Number', 'Name', 'Voting Intention'],
  ['KA-2', 'Prys, Nest', 'Plaid'],
  ['KA-88', 'Prys, Gwern', 'Plaid'],
]);

/** What people put into the room, which no language changes. */
export const WORDS_OF_PEOPLE = `${registerToAskAbout} ${canvassToAskAbout} PLAID Tomos Telor Heddwen Ysgol Uchaf Glan Afon Rhedwr hwyl`;

/** Puts into a room what a polling day puts there: every kind of entry of the journal, and something for every list. */
export async function fillRoom(room: Room): Promise<void> {
  const by = 'Heddwen';
  importText(room, registerOf(), { promises: ['Plaid'] });
  // Somebody else under a number, which is to be settled.
  importText(
    room,
    registerOf((lines) => [...lines.slice(1), elector('1', 'Puw', 'Mair', { address: `9 ${STREETS[1]}` })]),
    { promises: ['Plaid'] },
  );
  const stationId = saveStation(
    room,
    null,
    {
      name: 'Ysgol',
      place: 'Glan Afon',
      warp: false,
      districts: ['KA'],
      shifts: [{ teller: 'Telor', starts: '07:00', ends: '09:00' }],
    },
    by,
  );
  saveStation(room, null, { name: 'Uchaf', place: '', warp: true, districts: [], shifts: [] }, by);
  const slip = { district: 'KA', stationId, toldAt: Date.now() - 3_600_000, teller: 'Telor', toldCount: 3 };
  const first = beginSlip(room, { ...slip, gaveNothing: 5, by });
  saveOfficialFigure(room, { stationId, at: Date.now(), ballots: 9, by });
  const mark = (text: string, slipId?: number) => markNumbers(room, { text, district: 'KA', slipId, by });
  mark('3 4 99 hwyl', first.id);
  mark('3 8 11? 12 14');
  undoNumbers(room, { text: '4', district: 'KA', by });
  mark('3 4', beginSlip(room, { ...slip, by, secondOf: first.id }).id);

  const { free } = readWalks(room);
  saveWalk(
    room,
    null,
    { name: 'Glan Afon', note: 'Uchaf', runner: 'Rhedwr', streetIds: [free[0]?.id ?? 0] },
    by,
  );
  for await (const _ of makeSheetsInSteps(
    room,
    { streetIds: free.map(({ id }) => id), round: 1, order: 'walk', sheetsBy: 'street' },
    by,
    undefined,
  ));
  moveSheets(room, ['1-01', '1-02'], 'sheet printed', { by });
  const long = Date.now() - 2 * 3_600_000;
  room.change(() =>
    addToJournal(room, { kind: 'sheet out', by, at: long, detail: { code: '1-01', runner: 'Rhedwr' } }),
  );
  moveSheets(room, ['1-02'], 'sheet out', { by, runner: 'Rhedwr' });
  const { lines } = returnedSheet(room, '1-02');
  enterReturned(room, '1-02', [{ electorId: lines[0]?.electorId ?? 0, answer: 'will vote' }], by);
  moveSheets(room, ['1-02'], 'sheet back', { by });

  const form = {
    number: 'KA-70',
    forename: 'Mair',
    surname: 'Puw',
    house: '1',
    flat: '',
    street: STREETS[0] ?? '',
    postcode: 'ZZ1 1AA',
    markers: '',
    absent: '' as const,
    votingIntention: 'Plaid',
    phone: '',
    note: '',
    doNotKnock: false,
    gone: '' as const,
    lift: true,
  };
  const added = addElector(room, form, by);
  correctElector(room, added, { ...form, surname: 'Prys' }, by);
  removeElector(room, added, by);
  renameStreet(room, streetsToCorrect(room)[2]?.id ?? 0, 'Lôn Uchaf', by);
  exportMarks(room, by, (_text, record) => record());
  exportJournal(room, by, (_text, record) => record());
}
