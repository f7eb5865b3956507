import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { saveTo } from '../../src-main/cli/save-to.ts';
import { exportJournal, JOURNAL_START } from '../../src-main/journal/export-journal.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { printFresh } from '../../src-main/sheets/reprint.ts';
import type { Save } from '../../src-main/store/file/write-file.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { EXPORT_START, exportMarks } from '../../src-main/turnout/export-marks.ts';
import { exportResults, RESULTS_MARK, RESULTS_START } from '../../src-main/turnout/export-results.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { elector, register } from '../fixtures/register.ts';
import { runCommand } from './run-command.ts';
import { importedRoom, temporaryFolder } from './temporary-room.ts';

let room: Room;
let folder: string;

beforeEach(async () => {
  folder = temporaryFolder();
  const lines = ['1', '2', '3'].map((number) => elector(number, 'Evans', `Ann${number}`, { vi: 'P' }));
  room = importedRoom(register(...lines), { promises: ['P'] });
  markNumbers(room, { text: '1', district: 'KA', by: 'Gwen' });
  await makeSheetsAtOnce(room, {}, 'Gwen');
});

type Saves = Save<string | Uint8Array>;
type Signs = Parameters<typeof saveTo>[1];
const PDF: Signs = { start: '%PDF-', mark: 'Committee Room' };

const EXPORTS: [string, Signs, (save: Saves) => unknown][] = [
  ['those marked off', { start: EXPORT_START }, (save) => exportMarks(room, 'Gwen', save)],
  ['results', { start: RESULTS_START, mark: RESULTS_MARK }, (save) => exportResults(room, 'Gwen', save)],
  ['the journal', { start: JOURNAL_START }, (save) => exportJournal(room, 'Gwen', save)],
  ['sheets', PDF, (save) => makeSheetsAtOnce(room, {}, 'Gwen', save)],
  ['a new sheet of those still outstanding', PDF, (save) => printFresh(room, '1-01', {}, 'Gwen', save)],
];

const entries = () =>
  room.db
    .prepare<[], number>("SELECT COUNT(*) FROM journal WHERE kind IN ('export', 'sheet')")
    .pluck()
    .get() ?? 0;

describe.each(EXPORTS)('an export of %s', (_, signs, run) => {
  const attempt = async (file: string): Promise<unknown> => run(saveTo(file, signs));

  it('leaves no file when it cannot be journaled', async () => {
    room.db.exec(`CREATE TEMP TRIGGER no_entry BEFORE INSERT ON journal WHEN NEW.kind IN ('export', 'sheet')
                  BEGIN SELECT RAISE(ABORT, 'no entry'); END`);
    await expect(attempt(join(folder, 'out'))).rejects.toThrow('no entry');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves no entry when it cannot be written', async () => {
    const before = entries();
    mkdirSync(join(folder, 'out'));
    await expect(attempt(join(folder, 'out'))).rejects.toThrow(Refusal);
    expect(entries()).toBe(before);
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('is in the journal once the file exists', async () => {
    const before = entries();
    await attempt(join(folder, 'out'));
    expect(readdirSync(folder)).toEqual(['out']);
    expect(entries()).toBe(before + 1);
  });
});

describe('refused lines that cannot be saved', () => {
  it('do not undo an import that is done', async () => {
    const list = join(folder, 'register.csv');
    const file = join(folder, 'day.room');
    await runCommand(['sample', '--out', list, '--electors', '10']);
    const refused = join(folder, 'none', 'refused.csv');
    const args = ['import', list, '--room', file, '--save-refused', refused, '--json'];
    const { code, json, stderr } = await runCommand(args);
    expect({ code, json }).toMatchObject({ code: 70, json: { imported: 10 } });
    expect(stderr).toMatch(
      /^The register was imported, but its refused lines were not saved: There is no folder/m,
    );
    expect(existsSync(file)).toBe(true);
    expect((await runCommand(['board', '--room', file, '--json'])).json).toMatchObject({ electors: 10 });
  });
});
