import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { keepDraft, passDraft, windowDrafts } from '../../src-main/store/window-drafts.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { temporaryRoom } from './temporary-room.ts';

hashQuickly();

const [ONE, OTHER] = ['window-one', 'window-other'];

describe('what is typed in a window and not entered', () => {
  it('is kept for each window and part, until it is entered', () => {
    const room = temporaryRoom();
    keepDraft(room, ONE, 'tally', '"45 102"');
    keepDraft(room, ONE, 'returned', '"2-07"');
    keepDraft(room, OTHER, 'tally', '"12"');
    keepDraft(room, ONE, 'tally', '"45 102 103"');
    keepDraft(room, ONE, 'returned', null);
    const kept = windowDrafts(room).map(({ window, part, typed }) => `${window} ${part} ${typed}`);
    expect(kept.sort()).toEqual(['window-one tally "45 102 103"', 'window-other tally "12"']);
  });

  it('passes to another window once its own has closed', () => {
    const room = temporaryRoom();
    keepDraft(room, ONE, 'tally', '"45"');
    keepDraft(room, OTHER, 'tally', '"old"');
    passDraft(room, ONE, OTHER, 'tally');
    expect(() => passDraft(room, ONE, 'window-third', 'tally')).toThrow(/Another window has gone on/);
    expect(windowDrafts(room)).toMatchObject([{ window: OTHER, part: 'tally', typed: '"45"' }]);
  });

  it('stays when the passphrase is set, changed and removed, and the room opened again', () => {
    const room = temporaryRoom();
    keepDraft(room, ONE, 'tally', '"45"');
    for (const passphrase of ['first-generated-passphrase', 'second-generated-passphrase', null])
      room.setPassphrase(passphrase);
    room.close();
    const again = openRoom(room.file, { create: false, program: 'a test' });
    onTestFinished(() => again.close());
    expect(windowDrafts(again)).toMatchObject([{ window: ONE, typed: '"45"' }]);
  });

  it('is no entry, and tells no screen', async () => {
    const room = temporaryRoom();
    const entries = () => room.db.prepare('SELECT COUNT(*) FROM journal').pluck().get();
    const before = [entries(), room.changesMade];
    const stop = new AbortController();
    const told: number[] = [];
    const following = (async () => {
      for await (const count of room.changes.stream(stop.signal)) told.push(count);
    })();
    keepDraft(room, ONE, 'tally', '"45"');
    stop.abort();
    await following;
    expect([entries(), room.changesMade]).toEqual(before);
    expect(told.length).toBeLessThan(2);
    expect(checkRoom(room).ok).toBe(true);
  });

  it('cannot be read from the file of a room with a passphrase', () => {
    const room = temporaryRoom();
    room.setPassphrase('generated-passphrase-for-a-test');
    keepDraft(room, ONE, 'tally', '"KA-45 typed"');
    const bytes = ['', '-wal'].map((end) => readFileSync(`${room.file}${end}`, 'latin1')).join('');
    expect(bytes).not.toContain('KA-45 typed');
    expect(windowDrafts(room)).toHaveLength(1);
  });
});
