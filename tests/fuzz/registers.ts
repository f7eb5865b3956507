import fc from 'fast-check';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { english } from '../../src-shared/message.ts';
import { encode, LAYOUTS, layoutFile, WITHOUT_HEADINGS } from '../fixtures/layouts.ts';
import { damaged } from './mutate.ts';
import { importBytes, inNewRoom, POLLING_DAY, SAMPLE } from './rooms.ts';
import { contentsOf, inTime, must, mustBeSound, type Target, unlessRefused } from './target.ts';

const ENCODINGS = ['utf8', 'utf8-bom', 'utf16le', 'utf16be', 'windows-1252'] as const;

export const REGISTERS: readonly Buffer[] = [
  SAMPLE,
  ...[...LAYOUTS, ...WITHOUT_HEADINGS].flatMap((layout, place) => [
    encode(layoutFile(layout), 'utf8'),
    encode(layoutFile(layout, '\t', '\n'), ENCODINGS[place % ENCODINGS.length] ?? 'utf8'),
  ]),
];

const REGISTER_WORDS = [
  ...[',', ';', '\t', '|', '"', '""', '",', ',"', '\r', '\n', '\r\n', '\n\n', '\0', ' ', '\u00a0', '\ufeff'],
  ...[
    '0',
    '1',
    '2',
    '123',
    '999999',
    '1E3',
    '1,234',
    '12/03/2026',
    '2026-05-07',
    '1.000',
    '2/1',
    'KA',
    'KA-1',
    'KB',
  ],
  ...[
    'A',
    'F',
    'G',
    'L',
    'N',
    'X',
    'D',
    'M',
    'DELETE',
    'Flat 1',
    '2 High Street',
    '2A',
    '2-4',
    'ZZ1 1AA',
    'Evans',
    'Ann',
  ],
  ...[
    'Elector Number',
    'Surname',
    'Address1',
    'PD',
    '__proto__',
    'constructor',
    'toString',
    '=1+1',
    'Łuczak',
    'ŵ',
    '’',
    'é',
  ],
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xe9]),
  Buffer.from([0xc3]),
  Buffer.from([0xd8, 0x00]),
  Buffer.from([0x80]),
];

const choice = fc.record({ acceptRefused: fc.boolean(), removeMissing: fc.boolean(), mend: fc.boolean() });

export const registers: Target = {
  name: 'registers',
  holds:
    'a register file is imported or refused; nobody is on it twice; counts add up; the same file again changes nothing; a refusal changes nothing; marks stay',
  runsPerSeed: 100,
  property(folder) {
    return fc.asyncProperty(
      damaged(REGISTERS, REGISTER_WORDS),
      fc.constantFrom(null, ...REGISTERS),
      choice,
      async (bytes, before, how) =>
        inNewRoom(folder, (room) => {
          if (before) {
            importBytes(room, before);
            unlessRefused(() => markNumbers(room, { text: 'KA-1, KA-2/1, KA-5', by: 'a fuzzing run' }));
          }
          importOnce(room, bytes, how);
        }),
    );
  },
};

/** Imports an unknown file, and checks what must hold. */
function importOnce(
  room: Room,
  bytes: Buffer,
  how: { acceptRefused: boolean; removeMissing: boolean; mend: boolean },
): void {
  const before = contentsOf(room);
  const result = inTime('an import', () => unlessRefused(() => importBytes(room, bytes, how)));
  if (!result) {
    must(contentsOf(room) === before, 'a refused import changes nothing');
    return;
  }
  mustBeSound(room);
  const numbers = room.db
    .prepare<[], string>(
      "SELECT district || '-' || number || '/' || suffix FROM elector WHERE removed_at IS NULL",
    )
    .pluck()
    .all();
  must(new Set(numbers).size === numbers.length, 'nobody is on the register twice');
  must(
    numbers.length === result.electors,
    `${result.electors} electors are counted where there are ${numbers.length}`,
  );
  must(
    result.imported + result.updated + result.unchanged + result.rejected.length <=
      result.rows + result.rejected.length,
    'no more electors come in than the file has lines',
  );
  must(
    result.rejected.every(({ line, reason }) => line >= 1 && english(reason) !== ''),
    'each refused line has its place and reason',
  );
  const once = peopleOf(room);
  const again = unlessRefused(() => importBytes(room, bytes, how));
  must(again !== undefined, 'the same file is taken a second time');
  const { imported, updated, removed } = again;
  // A list of changes may name somebody twice, and is then applied again step by step; and if an import left
  // questions, the room knows more when it reads the file again.
  const { electors } = readRegisterFile(bytes, POLLING_DAY, how).register;
  if (result.questions === 0 && electors.isWhole) {
    must(
      imported + updated + removed === 0,
      `the same file again changes nobody, not ${JSON.stringify({ imported, updated, removed })}`,
    );
  }
  if (result.questions === 0)
    must(peopleOf(room) === once, 'the same file again leaves every elector and street as it was');
  mustBeSound(room);
}

function peopleOf({ db }: Room): string {
  const tables = ['elector', 'street'].map((table) =>
    db.prepare(`SELECT * FROM ${table} ORDER BY id`).raw().all(),
  );
  return JSON.stringify(tables);
}
