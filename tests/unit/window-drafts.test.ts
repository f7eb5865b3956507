import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { keepDraft, passDraft, windowDrafts } from '../../src-main/store/window-drafts.ts';
import { temporaryRoom } from './temporary-room.ts';

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
    passDraft(room, ONE, OTHER, 'tally');
    expect(windowDrafts(room)).toMatchObject([{ window: OTHER, part: 'tally', typed: '"45"' }]);
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
