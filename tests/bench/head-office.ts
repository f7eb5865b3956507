import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { readConstituency } from '../../src-main/exchange/constituency.ts';
import { makePairingFile } from '../../src-main/exchange/pairing-file.ts';
import { inRoomOf, meetRoom } from '../../src-main/exchange/replicas.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, takeIn } from '../../src-main/exchange/take-in.ts';
import { entriesFor } from '../../src-main/journal/merge.ts';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { importRegister } from '../../src-main/register/import/import.ts';
import { sampleRegister } from '../../src-main/register/sample.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { replicaFile, replicas } from '../../src-main/store/laptops/replicas.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { writeSetting } from '../../src-main/store/settings.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { openBare } from './bare.ts';
import { alternate, report } from './harness.ts';

/** A constituency: its rooms, the electors of all of them, and the share of these that are marked off in a day. */
const ROOMS = 10;
const MOST_ELECTORS = 75_000;
const MARKED = 0.8;
const PROGRAM = 'npm run bench';

const COUNT_EVERYBODY = `
  SELECT street_id, COUNT(*), SUM(promise), SUM(promise AND voted_at IS NOT NULL), SUM(outstanding)
    FROM elector WHERE removed_at IS NULL GROUP BY street_id`;

/**
 * Head office takes in a day of each of its rooms, from files that their laptops shared, and reads the board over all.
 * The anchors are the same entries as bare rows in one durable transaction, and a count of every elector of the rooms.
 */
await report(async ({ folder, electors: most }) => {
  const electors = Math.min(most, MOST_ELECTORS);
  const office = openRoom(join(folder, 'office.room'), { create: true, program: PROGRAM });
  office.setPassphrase('a passphrase of the bench');
  const rooms: Room[] = [];
  for (let at = 0; at < ROOMS; at += 1) rooms.push(await introduced(office, folder, at, electors / ROOMS));
  const files = replicas(office).map(({ name }) => replicaFile(office.file, name));
  for (const file of files) copyFileSync(file, `${file}.before`);
  const shared = rooms.map((room) => aDay(room, folder));
  const entries = rooms.flatMap((room) => entriesFor(room, {}));

  const bareFile = join(folder, 'bare-office.db');
  let bare: ReturnType<typeof openBare> | undefined;
  const merge = await alternate({
    before() {
      bare?.close();
      removeRoomFiles(bareFile);
      bare = openBare(bareFile);
      for (const file of files) copyFileSync(`${file}.before`, file);
    },
    ours: async () => {
      for (const content of shared) {
        const { new: came } = await inRoomOf(office, { fileName: 'day.shared', content }, (of) =>
          takeIn(of, readShared(of, content)),
        );
        if (came < (electors / ROOMS) * MARKED) throw new Error('Not every entry was new.');
      }
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
  bare?.close();

  const board = async () => {
    const { voted } = await readConstituency(office, 'room');
    if (voted < electors * MARKED) throw new Error('The board lacks marks.');
  };
  const anchor = () => {
    for (const room of rooms) room.db.prepare(COUNT_EVERYBODY).all();
  };
  const anew = await alternate({
    before: () => {
      for (const file of files) utimesSync(file, new Date(), new Date());
    },
    ours: board,
    anchor,
    warmUp: 2,
    rounds: 7,
  });
  const again = await alternate({ ours: board, anchor, warmUp: 5, rounds: 21 });
  for (const room of [office, ...rooms]) room.close();
  const about = { unit: 'electors' as const, amount: electors, target: null };
  return [
    { ...about, what: 'head office: merge', unit: 'entries' as const, amount: entries.length, ...merge },
    { ...about, what: 'head office: board, files changed', ...anew },
    { ...about, what: 'head office: board', ...again },
  ];
});

/** A committee room with a register of its own, which head office has met. */
async function introduced(office: Room, folder: string, at: number, electors: number): Promise<Room> {
  const room = openRoom(join(folder, `room-${at}.room`), { create: true, program: PROGRAM });
  room.change(() => writeSetting(room, 'day_id', randomBytes(16).toString('hex')));
  importRegister(room, {
    ...readRegisterFile(Buffer.from(sampleRegister({ electors, seed: at + 1 })), '2026-05-07'),
    promises: ['P'],
    poll: { pollingDay: '2026-05-07' },
    acceptRefused: true,
    by: 'bench',
  });
  const file = join(folder, `room-${at}.pair`);
  const { words } = makePairingFile(room, { file, name: 'Head office', by: 'bench', readsOnly: true });
  await meetRoom(office, { content: readFileSync(file), words, name: `Room ${at}` });
  return room;
}

/** Marks off four fifths of the electors of a room, and shares that. */
function aDay(room: Room, folder: string): Buffer {
  const slips = room.db
    .prepare<[], { district: string; numbers: string }>(
      `SELECT district, group_concat(number || iif(suffix = '', '', '/' || suffix), char(10)) AS numbers
         FROM elector WHERE removed_at IS NULL AND id * 7919 % 10 < ${MARKED * 10} GROUP BY district`,
    )
    .all();
  for (const { district, numbers } of slips) markNumbers(room, { text: numbers, district, by: 'bench' });
  const file = join(folder, 'day.shared');
  shareTo(room, file, 'bench');
  return readFileSync(file);
}
