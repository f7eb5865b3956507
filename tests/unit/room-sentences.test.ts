import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import cy from '../../resources/words/cy.json' with { type: 'json' };
import { readMapping } from '../../src-main/register/file/mapping.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import { openRoom } from '../../src-main/store/room.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { readSlip } from '../../src-main/turnout/slips.ts';
import { wordsOf } from '../../src-main/words/words.ts';
import { ROOM_PHRASES } from '../../src-words/room-phrases.ts';
import { ROOM_SENTENCES, roomSentence } from '../../src-words/room-sentences.ts';
import { csv } from '../fixtures/layouts.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

/** What no window is told. */
const COMMAND_LINE_ONLY = [
  'The file has no headings, so its columns were guessed from what they hold: {{}}. If one is wrong, say which with --mapping or on the Register screen.',
];

const ROOT = join(import.meta.dirname, '../..');
const PLACE = /\{\{\w*\}\}/g;
const shape = (sentence: string) => sentence.replace(PLACE, '{{}}');

/** What is refused with, and what is noted of a line. */
const REFUSES = /Refus/;
const NOTES = /^(?:warn|reject)$/;

/**
 * Every sentence of some sources, with `{{}}` for what varies; where asked, only what is refused with or noted of a
 * line.
 */
function shapes(pattern: string | string[], ofRefusals = false): Set<string> {
  const found = new Set<string>();
  // biome-ignore lint/suspicious/noExplicitAny: the nodes of a syntax tree are of a hundred shapes
  const walk = (node: any, counts: boolean): void => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      for (const each of node) walk(each, counts);
      return;
    }
    if (counts && node.type === 'Literal' && typeof node.value === 'string') found.add(node.value);
    if (counts && node.type === 'TemplateLiteral')
      // biome-ignore lint/suspicious/noExplicitAny: the same
      found.add(node.quasis.map((part: any) => part.value.cooked).join('{{}}'));
    // The words of a table may be its keys.
    if (counts && node.type === 'Property' && node.key.type === 'Identifier') found.add(node.key.name);
    const isRefusal =
      (node.type === 'NewExpression' && REFUSES.test(node.callee.name)) ||
      (node.type === 'CallExpression' && NOTES.test(node.callee.property?.name)) ||
      (node.type === 'Property' && node.key.name === 'reason');
    for (const each of Object.values(node)) walk(each, counts || isRefusal);
  };
  for (const file of globSync(pattern, { cwd: ROOT }))
    walk(parseAst(readFileSync(join(ROOT, file), 'utf8'), { lang: 'ts' }), !ofRefusals);
  return found;
}

const { t } = await wordsOf('cy');
const inWelsh = (sentence: string | undefined) => roomSentence(t, sentence ?? '');

/** What some work is refused with; nothing when it is not. */
function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
  }
  return '';
}

describe('the sentences of the room', () => {
  it('stand on the list as the room says them, and each is in the catalogue', () => {
    const said = shapes('src-main/**/*.ts');
    const listed = [...ROOM_SENTENCES, ...ROOM_PHRASES];
    expect(listed.filter((sentence) => !said.has(shape(sentence)))).toEqual([]);
    expect(listed.filter((sentence) => !(sentence in cy))).toEqual([]);
    expect(listed.filter((sentence, at) => listed.indexOf(sentence) !== at)).toEqual([]);
  });

  it('have every refusal among them, and every note of a line', () => {
    const listed = new Set([...ROOM_SENTENCES, ...ROOM_PHRASES].map(shape));
    const refusals = [
      ...shapes('src-main/{api,backup,journal,practice,register,sheets,store,turnout}/**/*.ts', true),
    ].filter((each) => / .*\.$/.test(each));
    expect(refusals.length).toBeGreaterThan(80);
    expect(refusals.filter((each) => !listed.has(each))).toEqual(COMMAND_LINE_ONLY);
  });

  it('are Welsh for every outcome of a number, and the same in English', async () => {
    const room = temporaryRoom();
    const lines = [
      elector('1', 'Evans', 'Ann', { markers: 'A' }),
      elector('2', 'Rees', 'Nia'),
      elector('12/1', 'Hughes', 'Huw'),
    ];
    importText(room, register(...lines));
    const enter = (text: string) => markNumbers(room, { text, district: 'KA', by: 'Gwen' }).entries;
    enter('2');
    const entries = [...enter('2'), ...enter('1 12 99 4?; ZZ-5; hello; KA-1O; 1, 2 hello; 1,002; 1-150')];
    entries.push(...undoNumbers(room, { text: '12/1', district: 'KA', by: '' }).entries);
    const messages = entries.flatMap(({ message }) => message ?? []);
    expect(messages).toHaveLength(entries.length);
    expect(messages.filter((message) => inWelsh(message) === message)).toEqual([]);
    const english = await wordsOf('en');
    expect(messages.map((message) => roomSentence(english.t, message))).toEqual(messages);
    expect(inWelsh(messages[0])).toMatch(/^Wedi’i farcio’n barod, am \d\d:\d\d gan Gwen\.$/);
    expect(messages.map(inWelsh)).toContain(
      'Nid yw KA-12 ar y gofrestr, ond Huw Hughes yw KA-12/1. Rhowch yr un a olygir.',
    );
    expect(
      inWelsh('Which one? KA-5 is Ann Evans, KB-5 is Anonymous elector. Enter it with its polling district.'),
    ).toBe('Pa un? Ann Evans yw KA-5, Etholwr dienw yw KB-5. Rhowch ef gyda’i ddosbarth pleidleisio.');
    expect(inWelsh('Marked off already, at 10:02 by somebody.')).toContain('gan rhywun.');
  });

  it('are Welsh for what is refused, and stay as they are where nobody has listed them', () => {
    const room = temporaryRoom();
    expect(inWelsh(refusalOf(() => readSlip(room, 7)))).toBe(
      'Nid oes slip 7 yn yr ystafell hon. Gwiriwch y rhif ar y papur.',
    );
    room.setPassphrase('tŷ ar y graig');
    room.close();
    const key = { passphrase: 'something else' };
    const wrong = refusalOf(() => openRoom(room.file, { create: false, program: 'a test', key }));
    expect(inWelsh(wrong)).toMatch(/^Nid yw’r cyfrinymadrodd hwnnw’n agor test\.room\./);
    expect(inWelsh('The cat sat on the mat.')).toBe('The cat sat on the mat.');
  });

  it('are Welsh for every note of an import, whatever stands in them, and the same in English', async () => {
    const room = temporaryRoom();
    const known = ['1', '2', '3', '4', '5', '6'].map((number) => elector(number, `Evans${number}`, 'Ann'));
    importText(room, register(...known, elector('7/1', 'Rees', 'Nia')));
    markNumbers(room, { text: '6', district: 'KA', by: 'Gwen' });
    const lines = [
      elector('1', 'Hughes', 'Huw', { address: '99 Low Road', postcode: 'ZZ9 9ZZ' }),
      ...known.slice(1, 5),
      elector('2', 'Twice', 'Ann'),
      elector('0', 'Nought', 'Ann'),
      elector('', 'Missing', 'Ann', { vi: 'L' }),
      elector('5-Jan', 'Date', 'Ann'),
      elector('1.2E+05', 'Long', 'Ann'),
      elector('#REF!', 'Fault', 'Ann'),
      elector('hello', 'Word', 'Ann'),
      elector('12', 'District', 'Ann', { district: '' }),
      elector('KB-12', 'Other', 'Ann'),
      elector('13', 'Mangled', 'Ann', { district: '1-MAR' }),
      elector('14', '', '', { address: '' }).map((cell) => (cell === 'Littleton' ? '' : cell)),
      elector('15', 'Homeless', 'Ann', { address: '' }).map((cell) => (cell === 'Littleton' ? '' : cell)),
      [...elector('16', 'Shifted', 'Ann'), 'more'],
      ['', '', '', '', '', 'Total: 17 electors'],
    ];
    const canvass = csv([
      ['Elector Number', 'Name', 'Address', 'Postcode', 'Voting Intention'],
      ['KA-99', 'Nobody Here', '', '', 'P'],
      ['KA-98', 'Ann Evans2', '', '', 'P'],
      ['KA-3', 'Zoe Other', '', '', 'P'],
      ['', 'Zoe Other', '1 Long Row', '', 'P'],
      ['', '', '1 Long Row', '', 'P'],
      ['#REF!', 'Ann Evans4', '', '', 'P'],
    ]);
    const wrong = refusalOf(() => importText(room, register(...lines)));
    const result = importText(room, register(...lines), {
      canvass,
      acceptRefused: true,
      removeMissing: true,
    });
    const notes = [...result.rejected, ...result.warnings].map(({ reason }) => reason);
    expect(notes.length).toBeGreaterThan(20);
    const english = await wordsOf('en');
    const said = [...notes, wrong];
    expect(said.map((each) => roomSentence(english.t, each))).toEqual(said);
    expect(said.filter((each) => inWelsh(each) === each)).toEqual([]);
    // No part of them is left in English.
    expect(said.map(inWelsh).filter((each) => / (?:the|is|of|has|was|not|it|or|but) /i.test(each))).toEqual(
      [],
    );
    expect(inWelsh(wrong)).toMatch(/^Ni ellir cymryd \d+ o \d+ llinell/);
  });

  it('are Welsh for files that cannot be taken', async () => {
    const english = await wordsOf('en');
    const files = [
      '',
      '%PDF-1.7',
      '<html>',
      'Elector Number,Surname,Shoe Size\nKA-1,Evans,9\n',
      'Surname,Forename\nEvans,Ann\nRees,Nia\n',
      register(),
    ];
    const said = files.map((file) => refusalOf(() => importText(temporaryRoom(), file)));
    const mappings = ['x', '{"colums":{}}', '{}', '{"columns":{"A":"shoe"}}', '{"positions":["shoe"]}'];
    said.push(...mappings.map((text) => refusalOf(() => readMapping(text))));
    expect(said.filter((each) => each === '')).toEqual([]);
    expect(said.map((each) => roomSentence(english.t, each))).toEqual(said);
    expect(said.filter((each) => inWelsh(each) === each)).toEqual([]);
    expect(inWelsh(said[1])).toMatch(/^Nid cofrestr yw’r ffeil ond PDF\./);
    expect(inWelsh(said[3])).toMatch(
      /golofn ar gyfer y cyfeiriad\. .*Surname \(cyfenw\).* Heb eu hadnabod: Shoe Size\./,
    );
    expect(inWelsh(said[8])).toMatch(/^Nid yw’r ffeil baru’n paru’r un golofn\. Rhaid iddi fod/);
  });

  it('do not take what stands in a sentence for a word of ours', () => {
    expect(
      inWelsh('There is a polling station May already. Change that one, or give this another name.'),
    ).toContain('gorsaf bleidleisio May yn');
    expect(
      inWelsh(
        'There is a polling station $t(May) {{x}} already. Change that one, or give this another name.',
      ),
    ).toContain('$t(May) {{x}}');
  });
});
