import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { type JoinChoice, joinDay, previewJoin } from '../../src-main/exchange/joining/join-day.ts';
import { shareContent } from '../../src-main/exchange/share.ts';
import { lookBeside } from '../../src-main/exchange/take-in-beside.ts';
import { entriesFor } from '../../src-main/journal/merge.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { writeSetting } from '../../src-main/store/settings.ts';
import { openBare } from './bare.ts';
import { alternate, report } from './harness.ts';
import { markOff, openBenchRoom, openFile } from './register.ts';

const PROGRAM = 'npm run bench';

/** As many as a busy day of a constituency has, and as many electors as one has. */
const MOST_ENTRIES = 60_000;
const MOST_ELECTORS = 75_000;

/**
 * A laptop that imported the register by itself joins the day of another with a day's entries: what it would do, and
 * doing it. Then the other one is shown what its shared file would bring. The anchors are the same entries as bare rows
 * in one durable transaction. A register that is larger than a constituency's is of no use here.
 */
await report(async (place) => {
  if (place.electors > MOST_ELECTORS) return [];
  const [ownFile, otherFile, copyFile, joinedFile] = ['own', 'other', 'for-own', 'joined'].map((name) =>
    join(place.folder, `join-${name}.room`),
  ) as [string, string, string, string];
  const room = openBenchRoom(place);
  room.copyTo(ownFile);
  room.copyTo(otherFile);
  room.close();
  const [own, other] = [openFile(ownFile), openFile(otherFile)];
  own.change(() => writeSetting(own, 'day_id', randomBytes(16).toString('hex')));
  const before = entriesFor(own, {}).length;
  markOff(own, Math.min(MOST_ENTRIES, place.electors * 0.8));
  const entries = entriesFor(own, {}).slice(before);
  const { passphrase = '' } = prepareLaptop(other, copyFile, 'bench', 'bench');
  const choice: JoinChoice = {
    from: { path: copyFile, key: { passphrase } },
    answers: {},
    file: joinedFile,
  };

  const bareFile = join(place.folder, 'bare-join.db');
  const anchor = () => {
    const bare = openBare(bareFile);
    const insert = bare.prepare('INSERT INTO mark (number) VALUES (?)');
    bare.transaction(() => {
      for (const entry of entries) insert.run(JSON.stringify(entry));
    })();
    bare.close();
  };
  const clear = () => {
    removeRoomFiles(bareFile);
    removeRoomFiles(joinedFile);
  };
  const rounds = { anchor, before: clear, warmUp: 1, rounds: 3 };
  const preview = await alternate({
    ...rounds,
    ours: async () => ensureAll((await previewJoin(own, choice)).entries, entries.length),
  });
  const joining = await alternate({
    ...rounds,
    ours: async () => ensureAll((await joinDay(own, choice)).entries, entries.length),
  });

  clear();
  await joinDay(own, choice);
  const joined = openRoom(joinedFile, { create: false, program: PROGRAM, key: { passphrase } });
  const shared = shareContent(joined, 'bench').content ?? Buffer.alloc(0);
  joined.close();
  const look = await alternate({
    ...rounds,
    before: () => removeRoomFiles(bareFile),
    ours: async () => ensureAll((await lookBeside(other, shared)).new, entries.length),
  });
  for (const each of [own, other]) each.close();
  const row = { amount: entries.length, unit: 'entries' as const, target: null };
  return [
    { ...row, what: 'join: preview', ...preview },
    { ...row, what: 'join', ...joining },
    { ...row, what: 'shared file: preview', ...look },
  ];
});

function ensureAll(came: number, expected: number): void {
  if (came < expected) throw new Error('Not every entry came.');
}
