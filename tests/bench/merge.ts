import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { entriesFor, have, mergeEntries } from '../../src-main/journal/merge.ts';
import type { SentEntry } from '../../src-main/journal/sent-entries.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { becomeNewDevice } from '../../src-main/store/laptops/device.ts';
import type { Room } from '../../src-main/store/room.ts';
import { openBare } from './bare.ts';
import { alternate, report } from './harness.ts';
import { markOff, openBenchRoom, openFile } from './register.ts';

/** As many as a busy day of a constituency has. */
const MOST_ENTRIES = 60_000;

/**
 * Takes in what another laptop entered on a whole day, and opens the room that has it. The anchors are the same
 * entries as bare rows in one durable transaction, and SQLite’s own check of the file.
 */
await report(async (place) => {
  const [plain, busy, merged] = ['before', 'busy', 'merged'].map((name) =>
    join(place.folder, `merge-${name}.room`),
  );
  if (!plain || !busy || !merged) throw new Error('There are no names for the files.');
  const room = openBenchRoom(place);
  room.copyTo(plain);
  room.copyTo(busy);
  const entries = entriesOfADay(busy, have(room), Math.min(MOST_ENTRIES, place.electors * 0.8));
  room.close();

  const bareFile = join(place.folder, 'bare.db');
  let laptop: Room | undefined;
  let bare: ReturnType<typeof openBare> | undefined;
  const merge = await alternate({
    before() {
      laptop?.close();
      bare?.close();
      removeRoomFiles(merged);
      removeRoomFiles(bareFile);
      const fresh = openFile(plain);
      fresh.copyTo(merged);
      fresh.close();
      laptop = openFile(merged);
      bare = openBare(bareFile);
    },
    ours: () => {
      if (laptop && mergeEntries(laptop, entries).new !== entries.length)
        throw new Error('Not every entry was new.');
    },
    anchor: () => {
      const insert = bare?.prepare('INSERT INTO mark (number) VALUES (?)');
      bare?.transaction(() => {
        for (const entry of entries) insert?.run(JSON.stringify(entry));
      })();
    },
    warmUp: 1,
    rounds: 3,
  });
  laptop?.close();
  bare?.close();

  const open = await alternate({
    ours: () => openFile(busy).close(),
    anchor: () => {
      const db = new Sqlite(busy, { readonly: true });
      db.pragma('quick_check');
      db.close();
    },
    warmUp: 2,
    rounds: 11,
  });
  const row = { amount: entries.length, unit: 'entries' as const, target: null };
  return [
    { ...row, target: 10, what: 'merge', ...merge },
    { ...row, what: 'open, with these entries', ...open },
  ];
});

/** Marks off this many electors in a copy of the room, as a device of its own. */
function entriesOfADay(file: string, known: ReturnType<typeof have>, most: number): SentEntry[] {
  const room = openFile(file);
  room.change(() => becomeNewDevice(room));
  markOff(room, most);
  const entries = entriesFor(room, known);
  room.close();
  return entries;
}
