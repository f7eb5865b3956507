import { describe, expect, it } from 'vitest';
import { StagedFiles } from '../../src-main/register/file/text/staged-files.ts';
import {
  chooseAlterations,
  chooseReading,
  rememberMapping,
  stageFile,
} from '../../src-main/register/file/understand.ts';
import { importedRoom, importText, temporaryRoom } from './temporary-room.ts';

const HEADINGS =
  'PDCode,RollNo,ElectorSurname,ElectorForename,FranchiseMarker,RegisteredAddress1,RegisteredAddress2,PostCode';

function register(numbers: readonly number[]): string {
  const lines = numbers.map(
    (n) => `KA,${n}.000,Sur${inLetters(n)},Fore${inLetters(n)},,${2 * n} High Street,Littleton,ZZ1 1AA`,
  );
  return [HEADINGS, ...lines].join('\n');
}

/** A file without headings is only recognised if its names look like names. */
const inLetters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

/** A file whose first column has these values, for electors KA-2, KA-3 and so on; the last is new. */
function update(heading: string, values: readonly string[]): string {
  const [, ...lines] = register(values.map((_, index) => (index + 1 < values.length ? index + 2 : 41))).split(
    '\n',
  );
  return [`${heading},${HEADINGS}`, ...lines.map((line, index) => `${values[index]},${line}`)].join('\n');
}

/** A register of electors KA-1 to KA-40 in one street. */
const FULL = register(Array.from({ length: 40 }, (_, index) => index + 1));

function roomAfter(file: string) {
  const room = importedRoom(FULL);
  const { removed, imported } = importText(room, file);
  return { removed, imported };
}

describe('a column that says whom a file adds, changes or deletes', () => {
  it.each([
    ['ChangeTypeID', ['D', 'M', 'N']],
    ['Change Type', ['D', 'M', 'N']],
    ['Elector Change Code', ['D', 'M', 'A']],
    ['What', ['D', 'M', 'N']],
    ['', ['D', 'M', 'A']],
    ['Ref', ['-', '=', '+']],
    ['Flag', ['D', 'M', 'A']],
    ['Kind', ['Delete', 'Amend', 'New']],
  ])('is found under the heading "%s", by its content %j', (heading, values) => {
    expect(roomAfter(update(heading, values))).toEqual({ removed: 1, imported: 1 });
  });

  it.each([
    ['What', ['D', 'D']],
    ['What', ['D', 'A']],
    ['What', ['A', 'M']],
    ['What', ['Added', 'Added']],
    ['Code', ['D', 'M']],
  ])('is asked about if it may be something else: "%s" with %j', (heading, values) => {
    expect(() => roomAfter(update(heading, values))).toThrow(
      /The column "\w+" has only .* Match that column by hand/,
    );
  });

  it('deletes nobody whose number has another name', () => {
    const room = temporaryRoom();
    importText(room, register([1, 2, 3, 4]));
    const text = update('Change Type', ['D', 'D', 'A']).replace('Surc', 'Different').replace('Forec', 'Jo');
    const { removed, rejected } = importText(room, text, { acceptRefused: true });
    expect([removed, rejected.map(({ line }) => line)]).toEqual([1, [2]]);
  });

  it('is asked for, if only a title says whom the file deletes', () => {
    const [headings, first, second] = register([2, 3]).split('\n');
    const text = [headings, first, 'Deletions,,,', second].join('\n');
    const { warnings } = importText(temporaryRoom(), text);
    expect(warnings.find(({ line }) => line === 3)?.reason).toMatch(/“Deletions”.*nobody was deleted/);
    const updated = update('Status', ['D', 'A', 'A']).replace(/\n/, '\nDeletions,,\n');
    const others = importText(temporaryRoom(), updated).warnings;
    expect(others.find(({ line }) => line === 2)?.reason).toBe('Skipped, not an elector: Deletions');
  });

  it('is what a person says it is', () => {
    const file = update('What', ['D', 'D']);
    const room = importedRoom(FULL);
    const said = (role: 'status' | null) => ({
      mapping: { byHeading: new Map([['what', role]]), positions: null },
    });
    expect(importText(room, file, { choice: said(null) })).toMatchObject({ removed: 0, imported: 1 });
    expect(importText(room, file, { choice: said('status') })).toMatchObject({ removed: 2, imported: 0 });
  });

  it.each([
    ['Member', ['N', 'N', 'N']],
    ['Band', ['A', 'B', 'D']],
    ['Sex', ['M', 'F', 'M']],
    ['IERStatus', ['C', 'C', 'C']],
    ['Notes2', ['-', '-', '-']],
  ])('is not a column of something else: "%s" with %j', (heading, values) => {
    expect(roomAfter(update(heading, values))).toEqual({ removed: 0, imported: 1 });
  });

  it.each(['A', 'N', 'M', 'New'])('is told of with its count if it has %s on every line', (letter) => {
    const room = temporaryRoom();
    importText(room, FULL);
    const { mayAlter, removed } = importText(room, update('Kind', [letter, letter, letter]));
    expect([mayAlter, removed]).toEqual([{ column: 'Kind', value: letter, count: 3 }, 0]);
    expect(importText(room, FULL).mayAlter).toBe(undefined);
  });

  it('is asked about until a person has answered, whatever else they match', async () => {
    const room = temporaryRoom();
    importText(room, FULL);
    const staged = new StagedFiles();
    const stage = (values: string[]) =>
      stageFile(staged, room, 'update.csv', Buffer.from(update('What', values)));
    const asked = await stage(['D', 'D', 'D']);
    const doubtful = { column: 0, heading: 'What', values: ['D'], isAsked: true };
    expect(asked.doubtful).toEqual(doubtful);
    const roles = asked.columns.map(({ role }) => role);
    const matched = { byHeading: new Map(), positions: roles.with(5, 'note') };
    const other = chooseReading(staged, room, asked.fileId, { mapping: matched });
    expect([other.doubtful, other.columns[5]?.role]).toEqual([doubtful, 'note']);
    // Also for the next file with these headings, if it was matched but not answered.
    room.change(() => rememberMapping(room, staged.get(asked.fileId)));
    expect(await stage(['A', 'A', 'A'])).toMatchObject({ isRemembered: true, doubtful: { isAsked: false } });
    const no = chooseAlterations(staged, room, asked.fileId, false);
    expect([no.doubtful, no.columns[0]?.role, no.columns[5]?.role]).toEqual([null, null, 'note']);
    room.change(() => rememberMapping(room, staged.get(asked.fileId)));
    expect((await stage(['D', 'D', 'D'])).doubtful).toBe(null);
    const again = await stageFile(staged, temporaryRoom(), 'u.csv', Buffer.from(update('What', ['D', 'D'])));
    const yes = chooseAlterations(staged, room, again.fileId, true);
    expect([yes.doubtful, yes.columns[0]?.role]).toEqual([null, 'status']);
  });

  it('in a file without headings is found wherever it stands before the address', () => {
    const [, ...lines] = update('', ['D', 'M', 'D', 'N']).split('\n');
    expect(roomAfter(lines.join('\n'))).toEqual({ removed: 2, imported: 1 });
  });
});
