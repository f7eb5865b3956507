import { describe, expect, it } from 'vitest';
import { CodeMeanings } from '../../src-main/register/elector/code-meanings.ts';
import { answerQuestion, openQuestions } from '../../src-main/register/import/questions.ts';
import type { Room } from '../../src-main/store/room.ts';
import { csv } from '../fixtures/layouts.ts';
import { elector, register } from '../fixtures/register.ts';
import { importedRoom, importText, temporaryRoom } from './temporary-room.ts';

const ROOM = register(
  elector('1', 'Thorne', 'Siân'),
  elector('2', 'O’Dowd', 'Ivor'),
  elector('4', 'Ashby', 'Olga'),
  elector('5', 'McKeown', 'Peg'),
);

const file = (...lines: string[][]) =>
  csv([['Elector Number', 'Surname', 'Date', 'Response', 'Notes'], ...lines]);

/** The voting intention of each elector who has one, by number, after these canvass files. */
function answers(...canvasses: string[]): Record<string, string> {
  const room = importedRoom(ROOM, { promises: ['P'] });
  for (const canvass of canvasses) importText(room, ROOM, { canvass });
  return intentions(room);
}

function intentions(room: Room): Record<string, string> {
  const rows = room.db.prepare("SELECT number, vi FROM elector WHERE vi <> ''").raw().all();
  return Object.fromEntries(rows as [number, string][]);
}

const ASHBY = ['KA-4', 'Ashby'];
const first = file([...ASHBY, '01/10/2026', 'P', '']);

describe('of several answers for one elector', () => {
  it.each<[string, string[], Record<string, string>]>([
    [
      'a later blank takes nothing away',
      [file([...ASHBY, '01/10/2026', 'P', ''], [...ASHBY, '20/11/2026', '', ''])],
      { 4: 'P' },
    ],
    [
      'a later blank above takes nothing away',
      [file([...ASHBY, '20/11/2026', '', ''], [...ASHBY, '01/10/2026', 'P', ''])],
      { 4: 'P' },
    ],
    [
      'a blank without a date takes nothing away',
      [file([...ASHBY, '', 'P', ''], [...ASHBY, '', '', 'has a dog'])],
      { 4: 'P' },
    ],
    [
      'a later “Not Home” takes nothing away',
      [file([...ASHBY, '01/10/2026', 'P', ''], [...ASHBY, '20/11/2026', 'Not Home', ''])],
      { 4: 'P' },
    ],
    [
      'the newer of two counts',
      [file([...ASHBY, '05/11/2026', 'C', ''], [...ASHBY, '01/10/2026', 'P', ''])],
      { 4: 'C' },
    ],
    [
      'the last of two without dates counts',
      [file([...ASHBY, '', 'P', ''], [...ASHBY, '', 'C', ''])],
      { 4: 'C' },
    ],
    [
      'one with a date counts over one without',
      [file([...ASHBY, '01/10/2026', 'P', ''], [...ASHBY, '', 'C', ''])],
      { 4: 'P' },
    ],
    [
      'a blank of a second file takes nothing away',
      [first, file([...ASHBY, '20/11/2026', '', ''])],
      { 4: 'P' },
    ],
    [
      '“No answer” of a second file takes nothing away',
      [first, file([...ASHBY, '20/11/2026', 'No answer', ''])],
      { 4: 'P' },
    ],
    [
      'a blank does not keep out an older answer',
      [file([...ASHBY, '20/11/2026', '', '']), first],
      { 4: 'P' },
    ],
    [
      '“Out” does not keep out an older answer',
      [file([...ASHBY, '20/11/2026', 'Out', '']), first],
      { 4: 'P' },
    ],
    ['an older file takes nothing away', [file([...ASHBY, '20/11/2026', 'C', '']), first], { 4: 'C' }],
    ['a newer file counts', [first, file([...ASHBY, '20/11/2026', 'C', ''])], { 4: 'C' }],
    [
      'a line of somebody else with the number does not count',
      [file([...ASHBY, '01/10/2026', 'P', ''], ['KA-4', 'Featherstone', '20/11/2026', 'C', ''])],
      { 4: 'P' },
    ],
  ])('%s', (_name, canvasses, expected) => {
    expect(answers(...canvasses)).toEqual(expected);
  });

  it('each thing is the newest that is filled', () => {
    const room = temporaryRoom();
    const canvass = file([...ASHBY, '01/10/2026', 'P', 'has a dog'], [...ASHBY, '20/11/2026', 'C', '']);
    importText(room, ROOM, { canvass });
    importText(room, ROOM, { canvass: file([...ASHBY, '02/10/2026', 'P', 'has a cat']) });
    const row = room.db.prepare('SELECT vi, vi_on, note FROM elector WHERE number = 4').raw().get();
    expect(row).toEqual(['C', '2026-11-20', 'has a dog']);
  });

  it('one in the column of an earlier year is older than what the room has', () => {
    const room = temporaryRoom();
    importText(room, ROOM, { canvass: file([...ASHBY, '05/11/2026', 'C', '']) });
    const canvass = csv([
      ['Elector Number', 'Surname', 'Date', 'Response', 'VI 2022'],
      [...ASHBY, '20/11/2026', '', 'P'],
      ['KA-5', 'McKeown', '20/11/2026', 'Not at home', 'P'],
    ]);
    importText(room, ROOM, { canvass });
    expect(intentions(room)).toEqual({ 4: 'C', 5: 'P' });
  });

  it('those that say nothing are counted', () => {
    const canvass = file(
      [...ASHBY, '', 'NH', ''],
      ['KA-5', 'McKeown', '', 'NH', ''],
      ['KA-1', 'Thorne', '', 'Refused to say', ''],
    );
    const { warnings } = importText(temporaryRoom(), ROOM, { canvass });
    expect(warnings).toContainEqual({ line: 2, reason: expect.stringMatching(/“NH” is on 2 lines/) });
    expect(warnings).toContainEqual({
      line: 4,
      reason: expect.stringMatching(/“Refused to say” is on 1 line\./),
    });
  });

  it('in the register itself count alike', () => {
    const room = temporaryRoom();
    importText(room, register(elector('1', 'Thorne', 'Siân', { vi: 'P' })), { promises: ['P'] });
    const { warnings } = importText(room, register(elector('1', 'Thorne', 'Siân', { vi: 'Not home' })));
    expect(intentions(room)).toEqual({ 1: 'P' });
    expect(warnings).toContainEqual({ line: 2, reason: expect.stringMatching(/“Not home” is on 1 line\./) });
  });

  it('a question settled with a blank answer takes nothing away', () => {
    const room = temporaryRoom();
    importText(
      room,
      register(elector('1', 'James', 'Thomas', { vi: 'P' }), elector('2', 'Thomas', 'James')),
      { promises: ['P'] },
    );
    const canvass = csv([
      ['Name', 'Address 1', 'Postcode', 'Voting Intention', 'Notes'],
      ['Thomas James', '1 High Street', 'ZZ1 1AA', '', 'has a dog'],
    ]);
    importText(room, register(elector('1', 'James', 'Thomas'), elector('2', 'Thomas', 'James')), { canvass });
    const [question] = openQuestions(room);
    const thomas = question?.candidates.find(({ number }) => number === 'KA-1');
    answerQuestion(room, question!.id, thomas!.id, 'a test');
    expect(room.db.prepare('SELECT vi, note FROM elector WHERE number = 1').raw().get()).toEqual([
      'P',
      'has a dog',
    ]);
  });
});

describe('a canvass code', () => {
  const codes = new CodeMeanings({ NH: 'against' });

  it.each([
    'Not Home',
    'not at home',
    'NOT HOME x2',
    'Not home (again)',
    'N/H',
    'Not in',
    'Nobody home',
    'No one in',
    'No-one home',
    'No answer',
    'No reply',
    'N/A',
    'Out',
    'was out',
    'Away',
    'No contact',
    'Unable to contact',
    'Not contacted',
    'Never contacted',
    'Call back',
    'Callback',
    'Come back later',
    'Inaccessible',
    'No access',
    'Left leaflet',
    'Card left',
    'Left message',
    'Voicemail',
    'Wrong number',
    'Busy',
    'Refused',
    'Refused to say',
    'Won’t say',
    'Would not say',
    'Prefer not to say',
    'Not canvassed',
    'Not known',
    'Unknown',
    'Language barrier',
    '?',
    '-',
    '',
    'Neb adref',
    'Dim ateb',
    'Ddim adref',
  ])('%s says nothing', (code) => {
    expect(codes.isAnswer(code)).toBe(false);
  });

  it.each([
    'P',
    'N',
    'No',
    'O',
    'X',
    'Against',
    'Not in favour',
    'Not voting',
    'Won’t vote',
    'Non-voter',
    'Undecided',
    'Don’t know',
    'Moved',
    'Moved away',
    'Deceased',
    'No longer here',
    '0',
    '10',
    'Labour',
    'Outright Labour',
    'Home rule',
    'Do not knock',
    'Back in May',
    'Notional',
    'Reform',
    'NHA',
  ])('%s is an answer', (code) => {
    expect(codes.isAnswer(code)).toBe(true);
  });

  it('with a meaning in the room is an answer, whatever it says', () => {
    expect(codes.isAnswer('nh')).toBe(true);
  });
});
