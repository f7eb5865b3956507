import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Trans } from 'react-i18next';
import { parseAst } from 'vite';
import { afterEach, describe, expect, it } from 'vitest';
import cy from '../../resources/words/cy.json' with { type: 'json' };
import { counted, date, time } from '../../src-renderer/shared/format.ts';
import { words } from '../../src-renderer/shared/words.ts';
import { findMessages } from './find-messages.ts';

const ROOT = join(import.meta.dirname, '../..');
const WELSH: Record<string, string> = cy;
// Like a window that is shown in Welsh.
words.addResourceBundle('cy', 'translation', WELSH);

const PLURAL_FORM = /_(?:zero|one|two|few|many|other)$/;

/** Tables keep their words in English under these names; they are looked up where they are drawn. */
const TABLE_WORDS = new Set(['label', 'heading', 'title', 'what', 'does', 'words']);

type Found = { looked: Set<string>; tables: Set<string>; strings: Set<string> };

/** What the screens say, and what is printed. */
const SOURCES = [
  'src-renderer/**/*.{ts,tsx}',
  'src-shared/*.ts',
  'src-main/paper/*.ts',
  'src-main/{main,desktop/**/*,web/*}.ts',
  'src-main/sheets/**/*.ts',
  'src-main/backup/{destroy-room,other-laptops,replicas-gone,to-do-again}.ts',
  'src-main/turnout/doorstep.ts',
  'src-main/journal/{in-words,conflicts/conflict-words}.ts',
  'src-main/register/elector/{code-meanings,elections,voting-rules}.ts',
];

/** The sentences in the sources: those looked up, those of tables, and every string. */
function sentences(): Found {
  const found: Found = { looked: new Set(), tables: new Set(), strings: new Set() };
  for (const file of globSync(SOURCES, { cwd: ROOT })) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    if (text.trim() !== '') walk(parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' }), found);
  }
  return found;
}

// biome-ignore lint/suspicious/noExplicitAny: the nodes of a syntax tree are of a hundred shapes
function walk(node: any, found: Found): void {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const each of node) walk(each, found);
    return;
  }
  if (node.type === 'Literal' && typeof node.value === 'string') found.strings.add(node.value);
  if (node.type === 'CallExpression') {
    const { callee } = node;
    // `words.t`, and `paper.words.t`.
    const { object } = callee;
    const isWords = callee.type === 'MemberExpression' && (object.name ?? object.property?.name) === 'words';
    const name = isWords ? callee.property.name : callee.name;
    const [first, one, many] = node.arguments;
    if (name === 't' && first.type === 'Literal') found.looked.add(first.value);
    if (name === 'counted') found.looked.add(`{{number}} ${many ? many.value : `${one.value}s`}`);
  }
  if (node.type === 'JSXAttribute' && node.name.name === 'i18nKey') found.looked.add(node.value.value);
  if (node.type === 'Property' && TABLE_WORDS.has(node.key.name) && node.value.type === 'Literal')
    found.tables.add(String(node.value.value));
  for (const [key, value] of Object.entries(node)) if (key !== 'type') walk(value, found);
}

const found = sentences();
/** What is put into a sentence: `{{number}}`, and the tags of `<Trans>`. */
const places = (sentence: string) => [...new Set(sentence.match(/\{\{\w+\}\}|<\/?\w+\/?>/g))].sort();

describe('the catalogue of Welsh', () => {
  it('has every sentence that is looked up', () => {
    expect(found.looked.size).toBeGreaterThan(500);
    expect([...found.looked].filter((sentence) => !(sentence in WELSH))).toEqual([]);
  });

  it('has the words of the tables', () => {
    expect(found.tables.size).toBeGreaterThan(50);
    expect([...found.tables].filter((sentence) => /[a-z]{2}/.test(sentence) && !(sentence in WELSH))).toEqual(
      [],
    );
  });

  it('has no sentence that the screens no longer use', () => {
    const keys = Object.keys(WELSH).map((key) => key.replace(PLURAL_FORM, ''));
    const calls = new Set(findMessages().map(({ text }) => text));
    expect(
      keys.filter((key) => !found.looked.has(key) && !found.strings.has(key) && !calls.has(key)),
    ).toEqual([]);
  });

  it('is in alphabetical order, so that two people who add to it seldom conflict', () => {
    const keys = Object.keys(WELSH);
    const small = (key: string) => key.toLowerCase();
    const inOrder = (one: string, other: string) =>
      small(one) < small(other) || (small(one) === small(other) && one < other);
    expect(keys.filter((key, at) => at > 0 && !inOrder(keys[at - 1] ?? '', key))).toEqual([]);
  });

  it('puts the same things into each sentence as the English', () => {
    const wrong = Object.entries(WELSH).filter(
      ([english, welsh]) => places(english).join() !== places(welsh).join() || welsh.trim() === '',
    );
    expect(wrong).toEqual([]);
  });
});

describe('a sentence with a part of its own look', () => {
  afterEach(async () => {
    await words.changeLanguage('en');
  });

  it('is translated as a whole', async () => {
    const drawn = () =>
      renderToStaticMarkup(
        createElement(Trans, {
          t: words.t,
          i18nKey: 'Write {{id}} on <paper>the paper</paper>, <name/>.',
          values: { id: 3 },
          components: { paper: createElement('em'), name: createElement('b', {}, 'A & <i>{{id}}') },
        }),
      );
    expect(drawn()).toBe('Write 3 on <em>the paper</em>, <b>A &amp; &lt;i&gt;{{id}}</b>.');
    words.addResource(
      'cy',
      'translation',
      'Write {{id}} on <paper>the paper</paper>, <name/>.',
      '<name/>: <paper>papur</paper> {{id}}.',
    );
    await words.changeLanguage('cy');
    expect(drawn()).toBe('<b>A &amp; &lt;i&gt;{{id}}</b>: <em>papur</em> 3.');
  });
});

describe('times', () => {
  afterEach(async () => {
    await words.changeLanguage('en');
  });

  it('on another day have the month in the language of the window', async () => {
    const at = new Date(2020, 4, 6, 14, 5).getTime();
    expect(time(at)).toBe('6 May, 14:05');
    expect(date('2026-05-07')).toBe('7 May 2026');
    await words.changeLanguage('cy');
    expect(time(at)).toBe('6 Mai, 14:05');
    expect(date('2026-05-07')).toBe('7 Mai 2026');
    expect(time(Date.now())).toMatch(/^\d\d:\d\d$/);
  });
});

describe('counted things', () => {
  afterEach(async () => {
    await words.changeLanguage('en');
  });

  it('in English use the singular for one and the plural otherwise', () => {
    expect([counted(1, 'sheet'), counted(2500, 'sheet'), counted(0, 'sheet')]).toEqual([
      '1 sheet',
      '2,500 sheets',
      '0 sheets',
    ]);
    expect(counted(2, 'entry is', 'entries are')).toBe('2 entries are');
  });

  it('in Welsh change their first letter after certain numbers', async () => {
    await words.changeLanguage('cy');
    expect([1, 2, 3, 6, 7].map((value) => counted(value, 'question'))).toEqual([
      '1 cwestiwn',
      '2 gwestiwn',
      '3 chwestiwn',
      '6 chwestiwn',
      '7 cwestiwn',
    ]);
  });
});
