import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { expect, it, onTestFinished } from 'vitest';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { makePairingFile, openPairingFile, type PairingFile } from '../../src-main/exchange/pairing-file.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { laptops, ownLetter } from '../../src-main/store/laptops/laptops.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { roomIds } from '../../src-main/store/room-ids.ts';
import { looksEncrypted } from '../../src-main/store/room-key.ts';
import { MIGRATIONS } from '../../src-main/store/schema.ts';
import { readSetting } from '../../src-main/store/settings.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { importedRoom, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const PEOPLE = register(
  ...Array.from({ length: 12 }, (_, at) => elector(String(at + 1), `Evans${'abcdefghijkl'[at]}`, 'Ann')),
);

function introduced(passphrase: string | null): { room: Room; made: PairingFile; bytes: Buffer } {
  const room = importedRoom(PEOPLE);
  if (passphrase !== null) room.setPassphrase(passphrase);
  markNumbers(room, { text: '1 2', district: 'KA', by: 'Gwen' });
  const file = join(temporaryFolder(), 'alpha.pair');
  const made = makePairingFile(room, { file, name: 'Head office', by: 'Gwen', readsOnly: true });
  return { room, made, bytes: readFileSync(made.file) };
}

const place = () => join(temporaryFolder(), 'opened');

it.each([null, 'correct horse battery'])('a pairing file opens with its words alone (room: %s)', (own) => {
  const { room, made, bytes } = introduced(own);
  const words = made.words.split(' ');
  expect(words).toHaveLength(8);
  expect(words.every((word) => wordlist.includes(word))).toBe(true);
  const to = place();
  const copy = openPairingFile(bytes, made.words, to);
  onTestFinished(() => copy.close());
  expect(roomIds(copy).day).toBe(roomIds(room).day);
  expect(readSetting(copy, 'exchange_key')).toBe(readSetting(room, 'exchange_key'));
  expect(checkRoom(copy)).toEqual(checkRoom(room));
  expect(looksEncrypted(readFileSync(to))).toBe(true);
  copy.close();
  if (own !== null)
    expect(() => openRoom(to, { create: false, program: 'a test', key: { passphrase: own } })).toThrow(
      /passphrase does not open/,
    );
  expect(readdirSync(dirname(made.file))).toEqual(['alpha.pair']);
  expect(existsSync(`${room.file}.restoring`)).toBe(false);
});

it('whoever only reads is named among the laptops, and the paper stays as it was', () => {
  const { room } = introduced(null);
  expect(laptops(room.db)).toMatchObject([{ letter: 'A' }, { name: 'Head office', readsOnly: true }]);
  expect(ownLetter(room)).toBe('');
  const made = prepareLaptop(room, join(temporaryFolder(), 'kitchen.room'), 'Kitchen', 'Gwen');
  expect(made.letter).toBe('C');
  expect(ownLetter(room)).toBe('A');
});

it('words may be typed in any case, with anything between them', () => {
  const { made, bytes } = introduced(null);
  const words = made.words.split(' ');
  for (const typed of [
    made.words.toUpperCase(),
    `  ${words.join('\n')} `,
    words.map((word, at) => `${at + 1}. ${word},`).join(' '),
    words.join('-'),
  ])
    openPairingFile(bytes, typed, place()).close();
});

it('words that are not in the list are named, and too few counted', () => {
  const { made, bytes } = introduced(null);
  const words = made.words.split(' ');
  const open = (...typed: string[]) => openPairingFile(bytes, typed.join(' '), place());
  expect(() => open('abandom', ...words.slice(1))).toThrow(/^Not a word of a pairing file: abandom\./);
  expect(() => open('abandom', 'Côfi', ...words.slice(2))).toThrow(/^Not words .*: abandom, côfi\./);
  expect(() => open(...words.slice(1))).toThrow(/has 8 words, and 7 were typed/);
  expect(() => open(...words, 'zoo')).toThrow(/has 8 words, and 9 were typed/);
  expect(() => open()).toThrow(/0 were typed/);
});

it('other words, other files and parts of one are refused, and nothing is left', () => {
  const { room, made, bytes } = introduced(null);
  const to = place();
  const refused = (content: Buffer, words = made.words) => {
    let error: unknown;
    try {
      openPairingFile(content, words, to).close();
    } catch (caught) {
      error = caught;
    }
    expect(readdirSync(dirname(to))).toEqual([]);
    expect(error).toBeInstanceOf(Refusal);
    return String(error);
  };
  const others = made.words.split(' ').reverse().join(' ');
  expect(refused(bytes, others)).toMatch(/words do not open/);
  room.close();
  expect(refused(readFileSync(room.file))).toMatch(/not a pairing file/);
  for (const length of [0, 50, 100, 2000, 4096, bytes.length / 2, bytes.length - 4096, bytes.length - 1])
    expect(refused(bytes.subarray(0, length))).toMatch(/not a pairing file|not whole|do not open/);
  for (let at = 0; at < bytes.length; at += 4001) {
    const altered = Buffer.from(bytes);
    altered.writeUInt8(altered.readUInt8(at) ^ 4, at);
    expect(refused(altered)).toMatch(/not a pairing file|not whole|do not open/);
  }
});

it('one of a newer version is refused', () => {
  const { made, bytes } = introduced(null);
  const to = place();
  const copy = openPairingFile(bytes, made.words, to);
  copy.change(() => copy.db.pragma(`user_version = ${MIGRATIONS.length + 1}`));
  copy.close();
  expect(() => openPairingFile(readFileSync(to), made.words, place())).toThrow(/newer version/);
});

it('a pairing file is named so, and written over nothing', () => {
  const { room, made } = introduced(null);
  const make = (file: string) => makePairingFile(room, { file, name: 'Head office', by: 'Gwen' });
  for (const name of ['', '.pair', 'alpha.room', 'alpha'])
    expect(() => make(name), name).toThrow(/ends in \.pair/);
  expect(() => make(made.file)).toThrow(/already there/);
  expect(readFileSync(made.file).toString('latin1')).not.toContain('Evans');
});
