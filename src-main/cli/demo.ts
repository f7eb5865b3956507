import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkRoom } from '../journal/check.ts';
import { formatNumber } from '../register/elector/elector-number.ts';
import { votingRules } from '../register/elector/voting-rules.ts';
import { readRegisterFile } from '../register/file/read-file.ts';
import { importRegister } from '../register/import/import.ts';
import { sampleRegister } from '../register/sample.ts';
import { makeSheetsAtOnce } from '../sheets/make-sheets.ts';
import { removeRoomFiles } from '../store/file/room-file.ts';
import { openRoom } from '../store/open-room.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { readBoard } from '../turnout/figures/board.ts';
import { markNumbers, undoNumbers } from '../turnout/mark.ts';
import { writeError, writeOut } from '../web/standard-streams.ts';
import * as words from './words.ts';

const FOLDER = fileURLToPath(new URL('../../demo/', import.meta.url));
const ELECTORS = 2500;
const BY = 'the demo';
const PROGRAM = 'npm run demo';

/** Plays polling day on a register of made-up people, and says where the files are. */
async function demo(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const files = {
    register: join(FOLDER, 'sample-register.csv'),
    room: join(FOLDER, 'demo.room'),
    sheets: join(FOLDER, 'knock-up-sheets.pdf'),
  };

  title('The night before: importing a register');
  const csv = sampleRegister({ electors: ELECTORS, seed: 7 });
  writeFileSync(files.register, csv);
  // Opened before the old file is removed, so that a demo room which is open in the app is left alone.
  openRoom(files.room, { create: true, program: PROGRAM }).close();
  removeRoomFiles(files.room);
  const room = openRoom(files.room, { create: true, program: PROGRAM });
  try {
    const register = readRegisterFile(Buffer.from(csv), votingRules(room).pollingDay);
    say(
      words.imported(
        importRegister(room, { ...register, promises: ['P', 'L'], acceptRefused: false, by: BY }),
      ),
    );

    title('The morning: entering tellers’ slips');
    for (const slip of slips(room)) enterSlip(room, slip);
    title('A teller’s mistakes, and the manager’s');
    say(words.entered(markNumbers(room, { text: 'KA-1 KA-1 KB-9999 4?', by: BY })));
    say(words.entered(undoNumbers(room, { text: 'KA-1', by: BY })));

    title('The board');
    say(words.board(readBoard(room, 'district'), 'district'));
    say(`\nMost promises outstanding:\n${busiestStreets(room)}`);

    title('The first knock-up');
    const made = await makeSheetsAtOnce(room, { round: 1 }, BY);
    writeFileSync(files.sheets, made.pdf);
    say(`${made.sheets} knock-up sheets on ${made.pages} pages, for ${made.electors} electors.`);
    const { ok, problems } = checkRoom(room);
    say(ok ? 'The room is sound: every mark is in the journal.' : problems.join('\n'));
  } finally {
    room.close();
  }

  title('The files');
  say(`Register  ${files.register}\nRoom      ${files.room}\nSheets    ${files.sheets}`);
  say('\nOpen the room in the app with:  npm start -- demo/demo.room');
}

type Slip = { district: string; numbers: string[] };

/** Twelve slips from each district's station, with electors in the order in which they happen to vote. */
function slips(room: Room): Slip[] {
  const electors = room.db
    .prepare<[], { district: string; number: number; suffix: string }>(
      `SELECT district, number, suffix FROM elector WHERE NOT postal AND kept_off = '' AND number > 1
        ORDER BY district, (id * 7919) % 10007`,
    )
    .all();
  return [...Map.groupBy(electors, ({ district }) => district)].flatMap(([district, voters]) =>
    Array.from({ length: 12 }, (_, page) => ({
      district,
      numbers: voters
        .slice(page * 22, page * 22 + 22)
        .map((voter) => formatNumber(voter).slice(district.length + 1)),
    })),
  );
}

function enterSlip(room: Room, { district, numbers }: Slip): void {
  const { entries, marked } = markNumbers(room, { text: numbers.join(' '), district, by: BY });
  const promises = entries.filter(({ elector }) => elector?.promise).length;
  say(
    `${district}  a slip of ${numbers.length} (${numbers.slice(0, 4).join(', ')} …): ${marked} marked off, ${promises} of them promises`,
  );
}

function busiestStreets(room: Room): string {
  return readBoard(room, 'street')
    .rows.toSorted((a, b) => b.outstanding - a.outstanding)
    .slice(0, 5)
    .map(
      ({ district, street, outstanding, promises }) =>
        `  ${district}  ${`${street}`.padEnd(22)} ${outstanding} of ${promises}`,
    )
    .join('\n');
}

function title(text: string): void {
  say(`\n${text}\n${'-'.repeat(text.length)}`);
}

function say(text: string): void {
  void writeOut(text);
}

try {
  await demo();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  await writeError(error.message);
  process.exitCode = 1;
}
