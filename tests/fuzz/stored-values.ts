import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { JOURNAL_KINDS } from '../../src-main/journal/read-journal.ts';
import { sealCopy } from '../../src-main/store/file/page-checksums.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { damaged } from './mutate.ts';
import { soundRoom, tryFile } from './room-files.ts';
import type { Target } from './target.ts';

const SETTINGS = [
  ...[
    'code_meanings',
    'polling_day',
    'election',
    'marker_meanings',
    'date_meanings',
    'knock_meanings',
    'date_orders',
    'chase_postal',
    'search_built',
  ],
  ...['knock_weights', 'backup_folder', 'backup_folders', 'offered_folder', 'folders_elsewhere', 'place'],
  ...[
    'day_id',
    'file_id',
    'file_ids_earlier',
    'file_ids_elsewhere',
    'keys_owed',
    'to_do_again',
    'passphrase',
  ],
  ...['committee_room', 'round_times', 'matched_columns'],
];

const KINDS = [
  ...['number', 'undo', 'sheet', 'sheet codes', 'sheet out', 'sheet back', 'sheet lost', 'sheet printed'],
  ...[
    'sheet withdrawn',
    'doorstep',
    'import',
    'export',
    'register',
    'station',
    'walk',
    'restore',
    'x',
    'constructor',
  ],
];

/** As the program writes them, to be damaged. */
const OURS = [
  '{}',
  '[]',
  '{"P":"promise"}',
  '["/a folder"]',
  '{"1":"09:30"}',
  '{"rows":1,"imported":1,"updated":0,"removed":0}',
  '{"code":"1-01","round":1,"district":"KA","street":"High Street","streetId":1,"streetIds":[1],"electorIds":[1,2]}',
  '{"series":"1","last":2,"sheets":[{"code":"1-01","round":1,"district":"KA","street":"High Street","streetId":1,"electorIds":[1]}]}',
  '{"line":2,"key":"KA-1 1","about":{"number":"KA-1","name":"Ann Evans","address":"1 High Street"},"candidates":[1]}',
  '[{"vi":"P","on":"2026-01-01"}]',
].map((text) => Buffer.from(text));

const value = fc.oneof(
  {
    weight: 3,
    arbitrary: damaged(OURS, ['{', '}', '[', ']', '"', 'null', '1e999', '__proto__', '-1']).map(String),
  },
  { weight: 2, arbitrary: fc.json({ maxDepth: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'null',
      '0',
      '-1',
      '9'.repeat(400),
      '['.repeat(2000),
      '\ud800',
      '2026-02-30',
    ),
  },
);

const text = fc.oneof(value, fc.constantFrom('Gwen', 'KA-1', '1-01', 'voted', 'constructor'));
const at = fc.constantFrom(0, -1, 1_778_140_800_000, 8.64e15 + 1, Number.MAX_SAFE_INTEGER);
const elector = fc.constantFrom(null, 1, 2, 60);

type Change = { sql: string; values: unknown[] };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...SETTINGS), value)
    .map((values) => ({ sql: 'INSERT OR REPLACE INTO setting VALUES (?, ?)', values })),
  fc.tuple(fc.uuid(), at, text, fc.constantFrom(...KINDS), text, text, elector, value).map((values) => ({
    sql: `INSERT INTO journal (id, at, by, kind, entered, message, elector_id, detail, device, n, hash)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, 99, x'00')`,
    values,
  })),
  fc
    .tuple(
      fc.constantFrom('vi_past', 'register_says', 'past', 'vi_on', 'doorstep', 'kept_off', 'gone'),
      value,
    )
    .map(([column, each]) => ({ sql: `UPDATE elector SET ${column} = ? WHERE id < 5`, values: [each] })),
  fc
    .tuple(at, fc.constantFrom('number', 'x'), value)
    .map((values) => ({ sql: 'INSERT INTO question (at, kind, detail) VALUES (?, ?, ?)', values })),
);

/** The queries of the screens that read what is stored. */
const USES = [
  ...JOURNAL_KINDS.map((kind) => ({
    path: 'journal.read',
    input: { kind, text: '', hour: null, before: null, limit: 50 },
  })),
  { path: 'turnout.numbersSetAside', input: undefined },
  { path: 'backups.toDoAgain', input: undefined },
  { path: 'backups.state', input: undefined },
  { path: 'sheets.issued', input: undefined },
  { path: 'sheets.returned', input: { code: '1-01' } },
  { path: 'electors.card', input: { id: 1, language: 'cy' } },
  { path: 'turnout.foundLater', input: undefined },
  { path: 'sheets.committeeRoom', input: undefined },
  { path: 'turnout.exportMarks', input: { by: 'a fuzzing run' } },
  { path: 'turnout.exportResults', input: { by: 'a fuzzing run' } },
  { path: 'journal.export', input: { by: 'a fuzzing run' } },
];

export const storedValues: Target = {
  name: 'stored-values',
  holds: 'whatever a room file keeps as text, every use of it succeeds or is refused',
  runsPerSeed: 100,
  property(folder) {
    const sound = join(folder, 'base.room');
    soundRoom(folder);
    copyFileSync(join(folder, 'sound.room'), sound);
    const file = join(folder, 'stored.room');
    return fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      removeRoomFiles(file);
      copyFileSync(sound, file);
      const db = new Sqlite(file);
      for (const { sql, values } of changes) db.prepare(sql).run(...values);
      db.close();
      // This target does not test disk errors.
      sealCopy(file);
      const content = readFileSync(file);
      removeRoomFiles(file);
      await tryFile(file, content, USES);
    });
  },
};
