import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownFolders, pickFolder } from '../../src-main/backup/backup-places.ts';
import { destroyRoom, inWords } from '../../src-main/backup/destroy-room.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { openRoom } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { exportResults } from '../../src-main/turnout/export-results.ts';
import { wordsOf } from '../../src-main/words/words.ts';
import { elector, register } from '../fixtures/register.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

const BY = 'Gwen';

function room() {
  const made = temporaryRoom();
  const lines = [elector('1', '=Evans', 'Ann', { vi: 'P' }), elector('2', 'Rees', 'Nia', { vi: 'P' })];
  importText(made, register(...lines), { promises: ['P'] });
  return made;
}

describe('the end of a room', () => {
  it('removes the file, its backups in every place, and the copies beside it; and says what it could not reach', async () => {
    const made = room();
    const [stick, lost] = [temporaryFolder(), temporaryFolder()];
    pickFolder(made, lost);
    pickFolder(made, stick);
    for (const folder of knownFolders(made)) await makeBackup(made, folder);
    const [own = ''] = knownFolders(made);
    const [backup = ''] = readdirSync(own);
    made.close();
    restore(made.file, join(own, backup), undefined);
    rmSync(lost, { recursive: true });
    writeFileSync(join(stick, 'holiday.jpg'), 'not ours');
    // What a program leaves that is killed while it restores or makes a backup.
    writeFileSync(`${made.file}.part`, 'half a room');
    writeFileSync(join(stick, 'test 2026-05-07 21-00-00.room-backup.part'), 'half a backup');
    const again = openRoom(made.file, { create: false, program: 'a test' });
    pickFolder(again, stick);
    const certificate = destroyRoom(again, BY, new Date(2026, 4, 8, 9, 0));
    expect(readdirSync(dirname(made.file))).toEqual([]);
    expect(readdirSync(stick)).toEqual(['holiday.jpg']);
    expect(certificate.left).toEqual([]);
    expect(certificate.removed.length).toBeGreaterThanOrEqual(4);
    const words = inWords(certificate, await wordsOf('en'));
    for (const { file } of certificate.removed) expect(words).toContain(file);
    expect(words).toContain('was destroyed on Fri 8 May 2026 at 09:00 by Gwen');
    expect(words).not.toContain('Evans');
  });

  it('names the places that it could not reach', async () => {
    const made = room();
    const stick = temporaryFolder();
    pickFolder(made, stick);
    rmSync(stick, { recursive: true });
    const certificate = destroyRoom(made, BY);
    expect(certificate.unreached).toEqual([stick]);
    expect(inWords(certificate, await wordsOf('en'))).toContain(
      `could not be reached. Remove them there:\r\n  ${stick}`,
    );
  });

  it('is asked for twice on the command line, and leaves a certificate', () => {
    const made = room();
    made.close();
    const paper = join(temporaryFolder(), 'certificate.txt');
    const asked = runCommand(['destroy', '--room', made.file, '--certificate', paper]);
    expect([asked.code, existsSync(made.file), existsSync(paper)]).toEqual([1, true, false]);
    expect(asked.stderr).toContain('--yes');
    const done = runCommand(['destroy', '--room', made.file, '--certificate', paper, '--yes', '--json']);
    expect(done.json).toMatchObject({ room: 'test.room', left: [] });
    expect(existsSync(made.file)).toBe(false);
    expect(readFileSync(paper, 'utf8')).toContain('was destroyed on');
  });

  it('does not begin when the certificate cannot be written', () => {
    const made = room();
    made.close();
    const paper = join(temporaryFolder(), 'letter.txt');
    writeFileSync(paper, 'Dear Gwen');
    const ran = runCommand(['destroy', '--room', made.file, '--certificate', paper, '--yes']);
    expect([ran.code, existsSync(made.file), readFileSync(paper, 'utf8')]).toEqual([1, true, 'Dear Gwen']);
  });
});

describe('what was heard at the doors', () => {
  it('goes out as CSV that is safe in a spreadsheet, answers taken back included', () => {
    const made = room();
    enterDoorstep(
      made,
      '1-01',
      [
        { electorId: 1, answer: 'voted' },
        { electorId: 2, answer: 'out' },
      ],
      BY,
    );
    enterDoorstep(made, '1-01', [{ electorId: 2, answer: '' }], BY);
    let csv = '';
    expect(
      exportResults(made, BY, (text) => {
        csv = text;
      }),
    ).toEqual({ rows: 3 });
    const [head, first, , third] = csv.split('\r\n');
    expect(head).toContain('At The Door,Sheet,Entered At,Entered By');
    expect(first).toMatch(/^KA,1,,KA-1,'=Evans,Ann,P,voted,1-01,\d{4}-/);
    expect(third).toMatch(/^KA,2,,KA-2,Rees,Nia,P,,1-01,/);
    made.close();
    const file = join(temporaryFolder(), 'door.csv');
    expect(runCommand(['results', '--room', made.file, '--out', file, '--json']).json).toEqual({
      rows: 3,
      file,
    });
  });
});
