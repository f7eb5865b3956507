import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import cy from '../../resources/words/cy.json' with { type: 'json' };
import { contextOf } from '../../src-main/api/context.ts';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { exportJournal } from '../../src-main/journal/export-journal.ts';
import { readJournal } from '../../src-main/journal/read-journal.ts';
import { wordsOf } from '../../src-main/paper/words.ts';
import { readMapping } from '../../src-main/register/file/columns/mapping.ts';
import { inPreferredLanguage } from '../../src-main/server/preferred-language.ts';
import { messageOrWords, storedMessage } from '../../src-main/store/journal/stored-message.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { recentEntries } from '../../src-main/turnout/resolve.ts';
import { numbersSetAside } from '../../src-main/turnout/set-aside.ts';
import { readSlip } from '../../src-main/turnout/slips/slips.ts';
import { faultOf, runCall } from '../../src-main/web/room-calls.ts';
import {
  anyOf,
  asWritten,
  english,
  inEnglishJson,
  inLanguage,
  isMessage,
  listed,
  type Message,
  say,
  TAKEN,
} from '../../src-shared/message.ts';
import { partInWords, partOf } from '../../src-shared/sheet-words.ts';
import { csv } from '../fixtures/layouts.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { findMessages, messagesIn } from './find-messages.ts';
import { importMessages, importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

hashQuickly();

const WELSH: Record<string, string> = cy;
const { t } = await wordsOf('cy');
const { t: tEnglish } = await wordsOf('en');
const inWelsh = (message: Message | undefined) => (message ? inLanguage(t, message) : '');

/** English words, at least one of which is in every sentence. */
const ENGLISH = / (?:the|is|of|has|was|not|it|or|but) /i;

/** The message with which some work is refused; undefined if it is not. */
function refusalOf(work: () => unknown): Message | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.said;
  }
  return undefined;
}

describe('every message in the code', () => {
  const calls = findMessages();
  const placesOf = (text: string) => [
    ...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)),
  ];
  it('is found, with its sentence in the code', () => {
    expect(calls.length).toBeGreaterThan(250);
    expect(calls.filter(({ text }) => text === null).map(({ where }) => where)).toEqual([]);
    const source = [
      "import { say } from '../src-shared/message.ts';",
      'say(sentence);',
      "say('It has {{n}}.', { n, ...more });",
    ].join('\n');
    expect(messagesIn('a.ts', source)).toEqual([
      { where: 'a.ts:2', text: null, one: null, names: [] },
      { where: 'a.ts:3', text: 'It has {{n}}.', one: null, names: null },
    ]);
    expect(messagesIn('b.ts', "function say(text: string) {}\nsay('Not a message');")).toEqual([]);
  });

  it('has a Welsh sentence', () => {
    const missing = calls.filter(({ text }) => text !== null && !(text in WELSH));
    expect(missing.map(({ where, text }) => `${where} ${text}`)).toEqual([]);
  });

  it('fills exactly the places in its sentence', () => {
    const wrong = calls.filter(({ text, one, names }) => {
      const places = placesOf(text ?? '');
      if (names === null || names.some((name) => TAKEN.has(name))) return true;
      if (one !== null)
        return !names.includes('count') || placesOf(one).some((name) => !names.includes(name ?? ''));
      return String(places.sort()) !== String(names.sort());
    });
    expect(wrong.map(({ where }) => where)).toEqual([]);
  });

  it('is in every refusal', () => {
    const refusals = globSync('src-main/**/*.ts', { cwd: join(import.meta.dirname, '../..') }).filter(
      (file) =>
        /new \w*(?:Refusal|Refused|Room(?:Away|Busy|Damaged|Locked)|NotARoom)\(\s*['"`]/.test(
          readFileSync(join(import.meta.dirname, '../..', file), 'utf8'),
        ),
    );
    expect(refusals).toEqual([]);
  });
});

describe('a message', () => {
  it('is put into a language with every message inside it', () => {
    const message = say('Which one? {{others}}. Enter it with its polling district.', {
      others: [
        say('{{number}} is {{name}}', { number: 'KA-5', name: 'Ann Evans' }),
        say('{{number}} is {{name}}', { number: 'KB-5', name: say('Anonymous elector') }),
      ],
    });
    expect(english(message)).toBe(
      'Which one? KA-5 is Ann Evans, KB-5 is Anonymous elector. Enter it with its polling district.',
    );
    expect(inLanguage(tEnglish, message)).toBe(english(message));
    expect(inWelsh(message)).toBe(
      'Pa un? Ann Evans yw KA-5, Etholwr dienw yw KB-5. Rhowch ef gyda’i ddosbarth pleidleisio.',
    );
  });

  it('begins with a capital if a reason begins it', () => {
    const message = say('{{reason}}. Correct the number in the file, or ask for the line again.', {
      reason: say('it has no elector number'),
    });
    expect(english(message)).toBe(
      'It has no elector number. Correct the number in the file, or ask for the line again.',
    );
    expect(inWelsh(message)).toMatch(/^\p{Lu}/u);
    // A name stays as it is written.
    expect(
      english(say('{{room}} was not found. Check the name and the folder.', { room: 'day.room' })),
    ).toMatch(/^day/);
  });

  it('joins items with commas and “or”', () => {
    const [one, two, three] = [say('flat'), 'B', say('house')];
    expect(english(listed([one, two, three]))).toBe('flat, B, house');
    expect(english(listed([]))).toBe('');
    const choice = (parts: (string | Message)[]) =>
      say('Canvass file: left out, since {{why}}.', { why: anyOf(parts) });
    expect(english(choice([one]))).toBe('Canvass file: left out, since flat.');
    expect(english(choice([one, two]))).toBe('Canvass file: left out, since flat or B.');
    expect(english(choice([one, two, three]))).toBe('Canvass file: left out, since flat, B or house.');
    expect(inWelsh(choice([one, two]))).toContain('fflat neu B');
  });

  it('has its own wording for one', () => {
    const files = (count: number) =>
      say(
        'This removes {{count}} files for good: {{files}}. Add --yes to do it.',
        { count, files: ['a', 'b'] },
        'This removes {{count}} file for good: {{files}}. Add --yes to do it.',
      );
    expect(english(files(1))).toBe('This removes 1 file for good: a, b. Add --yes to do it.');
    expect(english(files(2))).toBe('This removes 2 files for good: a, b. Add --yes to do it.');
    for (const count of [0, 1, 2, 3, 6, 30]) {
      expect(inLanguage(tEnglish, files(count))).toBe(english(files(count)));
      expect(inWelsh(files(count))).toMatch(new RegExp(`^Mae hyn yn dileu ${count} ffeil am byth`));
    }
  });

  it('changes none of the names and texts in it', () => {
    const named = (name: string) =>
      say('There is a polling station {{name}} already. Change that one, or give this another name.', {
        name,
      });
    expect(inWelsh(named('May'))).toContain('gorsaf bleidleisio May yn');
    expect(inWelsh(named('$t(May) {{name}} <b>&'))).toContain('$t(May) {{name}} <b>&');
    expect(english(named('$t(May) {{name}} $1'))).toContain('$t(May) {{name}} $1');
    expect(inWelsh(asWritten('{{words}} of $t(May)'))).toBe('{{words}} of $t(May)');
  });

  it('is one English sentence on the command line', () => {
    const answer = {
      problem: say('Parts of it cannot be read.'),
      rows: [{ what: listed([]) }, { what: say('name') }],
    };
    expect(JSON.stringify(answer, inEnglishJson)).toBe(
      '{"problem":"Parts of it cannot be read.","rows":[{"what":""},{"what":"name"}]}',
    );
  });
});

describe('the messages of the room', () => {
  it('are Welsh for every outcome of a number, and unchanged in English', () => {
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
    expect(messages.map((message) => inLanguage(tEnglish, message))).toEqual(messages.map(english));
    expect(messages.filter((message) => inWelsh(message) === english(message))).toEqual([]);
    expect(inWelsh(messages[0])).toMatch(/^Wedi’i farcio’n barod, am \d\d:\d\d gan Gwen\.$/);
    expect(messages.map(inWelsh)).toContain(
      'Nid yw KA-12 ar y gofrestr, ond Huw Hughes yw KA-12/1. Rhowch yr un rydych yn ei olygu.',
    );
    undoNumbers(room, { text: '2', district: 'KA', by: '' });
    markNumbers(room, { text: '2', district: 'KA', by: '' });
    expect(inWelsh(enter('2')[0]?.message)).toContain('gan rhywun.');
  });

  it('are Welsh for every refusal', () => {
    const room = temporaryRoom();
    expect(inWelsh(refusalOf(() => readSlip(room, 7)))).toBe(
      'Nid oes slip 7 yn yr ystafell hon. Gwiriwch y rhif ar y papur.',
    );
    room.setPassphrase('tŷ ar y graig');
    room.close();
    const key = { passphrase: 'something else' };
    const wrong = refusalOf(() => openRoom(room.file, { create: false, program: 'a test', key }));
    expect(inWelsh(wrong)).toMatch(/^Nid yw’r cyfrinymadrodd hwnnw’n agor test\.room\./);
  });

  it('are Welsh for every note of an import, whatever it quotes, and unchanged in English', () => {
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
    const result = importMessages(room, register(...lines), {
      canvass,
      acceptRefused: true,
      removeMissing: true,
    });
    const notes = [...result.rejected, ...result.warnings].map(({ reason }) => reason);
    expect(notes.length).toBeGreaterThan(20);
    const all = [...notes, ...(wrong ? [wrong] : [])];
    expect(all.map((each) => inLanguage(tEnglish, each))).toEqual(all.map(english));
    // No part of them is left in English.
    expect(all.map(inWelsh).filter((each) => ENGLISH.test(each))).toEqual([]);
    expect(inWelsh(wrong)).toMatch(/^Mae problemau gyda \d+ o \d+ llinell/);
    expect(result.gone.map(({ what }) => inWelsh(what))).toContain(WELSH['was marked off']);
  });

  it('are Welsh for files that cannot be imported', () => {
    const files = [
      '',
      '%PDF-1.7',
      '<html>',
      'Elector Number,Surname,Shoe Size\nKA-1,Evans,9\n',
      'Surname,Forename\nEvans,Ann\nRees,Nia\n',
      register(),
    ];
    const mappings = ['x', '{"colums":{}}', '{}', '{"columns":{"A":"shoe"}}', '{"positions":["shoe"]}'];
    const all = [
      ...files.map((file) => refusalOf(() => importText(temporaryRoom(), file))),
      ...mappings.map((text) => refusalOf(() => readMapping(text))),
    ].map((each) => each ?? say('Parts of it cannot be read.'));
    expect(all.map((each) => inLanguage(tEnglish, each))).toEqual(all.map(english));
    expect(all.map(inWelsh).filter((each) => ENGLISH.test(each))).toEqual([]);
    expect(inWelsh(all[1])).toMatch(/^PDF yw’r ffeil/);
    expect(inWelsh(all[3])).toMatch(
      /golofn ar gyfer y cyfeiriad\. .*Surname \(cyfenw\).* Heb eu hadnabod: Shoe Size\./,
    );
    expect(inWelsh(all[8])).toMatch(/^Nid yw’r ffeil baru’n paru’r un golofn\. Rhaid iddi fod/);
    expect(inWelsh(all[9])).toContain('“A” fel “shoe”');
  });
});

describe('entries kept in the room', () => {
  const all = { kind: 'all', text: '', hour: null, before: null, limit: -1 } as const;

  it('about a number are data, shown in the reader’s language', () => {
    const room = temporaryRoom();
    importText(room, register(elector('1', 'Evans', 'Ann', { markers: 'A' })));
    markNumbers(room, { text: '1 2', district: 'KA', by: 'Gwen', commandId: 'once' });
    const stored = room.db
      .prepare<[], string>('SELECT message FROM journal WHERE message IS NOT NULL ORDER BY seq')
      .pluck()
      .all();
    expect(stored.map((text) => JSON.parse(text))).toEqual([
      { text: 'Has a postal vote: check the number on the slip.', things: {} },
      {
        text: '{{number}} is not on the register. Check the number on the slip; it is kept in the list.',
        things: { number: 'KA-2' },
      },
    ]);
    const [setAside] = numbersSetAside(room);
    expect(inWelsh(setAside?.message)).toMatch(/^Nid yw KA-2 ar y gofrestr\./);
    // A retry gives the first answer again.
    const again = markNumbers(room, { text: '1 2', district: 'KA', by: 'Gwen', commandId: 'once' }).entries;
    expect(again.map(({ message }) => message && english(message))).toEqual(
      stored.map((text) => english(storedMessage(text))),
    );
    const [line] = readJournal(room, { ...all, kind: 'numbers' }).toReversed();
    expect(line?.what).toBe('Marked off, entered as 1 (Has a postal vote: check the number on the slip.)');
  });

  it('are exported as readable English', () => {
    const room = temporaryRoom();
    importText(room, register(elector('1', 'Evans', 'Ann', { markers: 'A' })));
    markNumbers(room, { text: '1', district: 'KA', by: 'Gwen' });
    let exported = '';
    exportJournal(room, 'a test', (text, record) => {
      exported = text;
      return record();
    });
    expect(exported).toContain('Has a postal vote: check the number on the slip.');
    expect(exported).not.toContain('{');
  });

  it('from an older version are shown as they were written', () => {
    const room = temporaryRoom();
    importText(room, register(elector('1', 'Evans', 'Ann')));
    const old = [
      'Has a postal vote: check the number on the slip.',
      'KA-1 {{number}} $t(May) is "odd".',
      '{ not JSON',
      '{"text":7,"things":{}}',
      '{"text":"{{a}}","things":{"a":{"b":1}}}',
      '{"text":"{{a}}","things":{"a":1,"lngs":["cy"]}}',
      `${'{"text":"{{a}}","things":{"a":'.repeat(4000)}1${'}}'.repeat(4000)}`,
    ];
    const add = room.db.prepare(
      "INSERT INTO journal (id, device, n, hash, at, by, kind, status, entered, message, elector_id) VALUES (?, 1, 99, x'00', 1, '', 'number', 'already', 'KA-1', ?, 1)",
    );
    room.change(() => {
      for (const [place, text] of old.entries()) add.run(`old-${place}`, text);
    });
    const recent = recentEntries(room, 10).toReversed();
    expect(recent.map(({ message }) => message && english(message))).toEqual(old);
    expect(recent.map(({ message }) => inWelsh(message))).toEqual(old);
    const words = readJournal(room, { ...all, kind: 'numbers' }).toReversed();
    expect(words.map(({ what }) => what)).toEqual(old.map((text) => `Entered again (${text})`));
  });
});

describe('an elector without a name, and the program that has a room', () => {
  it('are said in the language of the reader', () => {
    const room = temporaryRoom();
    importText(room, register(elector('1', '', '', { markers: 'N' })));
    const [entry] = markNumbers(room, { text: '1', district: 'KA', by: 'Gwen' }).entries;
    const name = entry?.elector?.name;
    expect(isMessage(name) && inWelsh(name)).toBe('Etholwr dienw');
    expect(JSON.parse(JSON.stringify(entry?.elector, inEnglishJson)).name).toBe('Anonymous elector');
    const file = join(temporaryFolder(), 'held.room');
    const held = openRoom(file, { create: true, program: 'the Committee Room window' });
    const said = refusalOf(() => openRoom(file, { create: false, program: 'a test' }));
    held.close();
    expect(inWelsh(said)).toContain('yn barod yn ffenestr Ystafell Bwyllgor (proses ');
  });
});

describe('the part of a street on a sheet', () => {
  it('is data; what an older version wrote is shown as it is', () => {
    const part = partOf(1, 2, ['2', '58']);
    const stored = JSON.parse(JSON.stringify(part));
    expect(partInWords(t, messageOrWords.parse(stored))).toBe('rhan 1 o 2: 2 i 58');
    expect(partInWords(t, messageOrWords.parse('part 1 of 2: 2 to 58'))).toBe('part 1 of 2: 2 to 58');
    expect(
      [undefined, '', null, 7, { text: 'no' }].map((each) => messageOrWords.safeParse(each).success),
    ).toEqual(Array(5).fill(false));
  });
});

describe('a page for a browser without a window', () => {
  it('is in the language that the browser prefers', async () => {
    const page = say('To open Committee Room, use the address that the program printed.');
    const preferred = (languages: string | undefined) =>
      inPreferredLanguage({ 'accept-language': languages }, page);
    expect(await preferred('cy-GB,cy;q=0.9,en;q=0.8')).toBe(inWelsh(page));
    for (const languages of ['en-GB,cy;q=0.5', 'fr', '*', '', undefined])
      expect(await preferred(languages)).toBe(english(page));
  });
});

describe('a call that is refused', () => {
  it('answers with the message, and with its English sentence', async () => {
    const room = temporaryRoom();
    const context = contextOf(RoomDoor.of(room));
    try {
      const call = { type: 'query', path: 'turnout.slip', input: { id: 7 } } as const;
      const error = await runCall(context, call).catch((thrown: unknown) => thrown);
      expect(JSON.parse(JSON.stringify(faultOf(context, call, error)))).toMatchObject({
        message: 'There is no slip 7 in this room. Check the number on the paper.',
        data: {
          code: 'PRECONDITION_FAILED',
          said: {
            text: 'There is no slip {{id}} in this room. Check the number on the paper.',
            things: { id: 7 },
          },
        },
      });
      const wrong = { ...call, input: { id: 'x' } };
      const notUnderstood = await runCall(context, wrong).catch((thrown: unknown) => thrown);
      expect(JSON.parse(JSON.stringify(faultOf(context, wrong, notUnderstood)))).toMatchObject({
        message: 'That was not understood. Check what you entered, then try again.',
        data: { said: { things: {} } },
      });
    } finally {
      await context.stop();
    }
  });
});
