import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import cy from '../../resources/words/cy.json' with { type: 'json' };
import { Refusal } from '../../src-main/store/refusal.ts';
import { openRoom } from '../../src-main/store/room.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { readSlip } from '../../src-main/turnout/slips.ts';
import { wordsOf } from '../../src-main/words/words.ts';
import { ROOM_SENTENCES, roomSentence } from '../../src-words/room-sentences.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

const ROOT = join(import.meta.dirname, '../..');
const PLACE = /\{\{\w*\}\}/g;
const shape = (sentence: string) => sentence.replace(PLACE, '{{}}');

/** Every sentence of some sources, with `{{}}` for what varies; where asked, only what is refused with. */
function shapes(pattern: string, ofRefusals = false): Set<string> {
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
    const isRefusal = node.type === 'NewExpression' && /^Refusal$/.test(node.callee.name);
    for (const each of Object.values(node)) walk(each, counts || isRefusal);
  };
  for (const file of globSync(pattern, { cwd: ROOT }))
    walk(parseAst(readFileSync(join(ROOT, file), 'utf8'), { lang: 'ts' }), !ofRefusals);
  return found;
}

const { t } = await wordsOf('cy');
const inWelsh = (sentence: string | undefined) => roomSentence(t, sentence ?? '');

describe('the sentences of the room', () => {
  it('stand on the list as the room says them, and each is in the catalogue', () => {
    const said = shapes('src-main/**/*.ts');
    expect(ROOM_SENTENCES.filter((sentence) => !said.has(shape(sentence)))).toEqual([]);
    expect(ROOM_SENTENCES.filter((sentence) => !(sentence in cy))).toEqual([]);
  });

  it('have every refusal of what is done on polling day among them', () => {
    const listed = new Set(ROOM_SENTENCES.map(shape));
    const refusals = [...shapes('src-main/turnout/*.ts', true)].filter((each) => / .*\.$/.test(each));
    expect(refusals.length).toBeGreaterThan(8);
    expect(refusals.filter((each) => !listed.has(each))).toEqual([]);
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
    const entries = [...enter('2'), ...enter('1 12 99 ZZ-5 4? hello KA-1O')];
    entries.push(...undoNumbers(room, { text: '12/1', district: 'KA', by: '' }).entries);
    const messages = entries.flatMap(({ message }) => message ?? []);
    expect(messages).toHaveLength(entries.length);
    expect(messages.filter((message) => inWelsh(message) === message)).toEqual([]);
    const english = await wordsOf('en');
    expect(messages.map((message) => roomSentence(english.t, message))).toEqual(messages);
    expect(inWelsh(messages[0])).toMatch(/^Wedi’i farcio’n barod, am \d\d:\d\d gan Gwen\.$/);
    expect(inWelsh('Marked off already, at 10:02 by somebody.')).toContain('gan rhywun.');
  });

  it('are Welsh for what is refused, and stay as they are where nobody has listed them', () => {
    const room = temporaryRoom();
    const refusal = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        if (error instanceof Refusal) return error.message;
      }
      return '';
    };
    expect(inWelsh(refusal(() => readSlip(room, 7)))).toBe(
      'Nid oes slip 7 yn yr ystafell hon. Gwiriwch y rhif ar y papur.',
    );
    room.setPassphrase('tŷ ar y graig');
    room.close();
    const key = { passphrase: 'something else' };
    const wrong = refusal(() => openRoom(room.file, { create: false, program: 'a test', key }));
    expect(inWelsh(wrong)).toMatch(/^Nid yw’r cyfrinymadrodd hwnnw’n agor test\.room\./);
    expect(inWelsh('The cat sat on the mat.')).toBe('The cat sat on the mat.');
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
