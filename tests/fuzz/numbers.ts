import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  type ElectorNumber,
  formatNumber,
  readNumberCells,
  readWrittenNumber,
} from '../../src-main/register/elector/elector-number.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { NOWHERE } from '../../src-main/turnout/entry-place.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { readEntries } from '../../src-main/turnout/read-entries.ts';
import { isMessage } from '../../src-shared/message.ts';
import { importBytes, SAMPLE } from './rooms.ts';
import { inTime, must, mustBeSound, type Target, unlessRefused } from './target.ts';

const PIECES = [
  ...['KA', 'KB', 'ka', 'BN2', 'KD-2/2', 'A', '1A', 'É', 'ﬀ', 'ß', 'ı', 'K A', 'NORTH WARD'],
  ...['0', '1', '2', '12', '123', '007', '999999', '1234567', '1E3', '1.5E+10', '٣', '１２', '½'],
  ...['-', '‐', '–', '—', '−', '--', '/', '.', '/1', '/0', '.000', '/001', '/A', ' ', '  ', '\u00a0', '\t'],
  ...[
    ',',
    ';',
    '\n',
    '\r\n',
    '?',
    '#REF!',
    '12/03/2026',
    '3-Mar',
    '2026-05-07',
    '=',
    "'",
    '"',
    '\0',
    '\ud800',
  ],
];

/** What may be on a slip: meaningful pieces, one after another, now and then a great many times. */
const written = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(fc.constantFrom(...PIECES), fc.constantFrom(...PIECES), fc.integer({ min: 100, max: 4000 }))
    .map(([piece, last, times]) => piece.repeat(times).slice(0, 19_000) + last),
);

/** District, number and suffix, as in the cells of a register. */
const cells = fc
  .tuple(written, written, fc.oneof(fc.constant(''), written))
  .map(([district, number, suffix]) => [district.slice(0, 40), number, suffix.slice(0, 10)] as const);

export const numbers: Target = {
  name: 'numbers',
  holds:
    'whatever is typed is read or refused; a number on the register can be typed as it is printed; entries add up and the room stays sound',
  runsPerSeed: 200,
  property(folder) {
    const room = openAnew(folder);
    return fc.asyncProperty(written, cells, async (text, [district, number, suffix]) => {
      for (const reading of inTime('reading what was typed', () => readWrittenNumber(text), 1000))
        mustBeNumber(reading);
      const inRegister = inTime('reading cells', () => readNumberCells(district, number, suffix), 1000);
      if (!isMessage(inRegister)) {
        mustBeNumber(inRegister);
        mustBeTypeable(inRegister);
      }
      const typed = text.slice(0, 20_000);
      const entries = inTime('splitting', () => readEntries(room, typed, NOWHERE), 2000);
      must(
        entries.every(({ entered }) => entered.trim() !== ''),
        'no entry is blank',
      );
      inTime('entering', () => enter(room, typed));
    });
  },
};

let open: Room | undefined;

/** One room for all inputs of a seed: earlier entries must not matter. */
function openAnew(folder: string): Room {
  open?.close();
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  const room = openRoom(join(folder, 'numbers.room'), { create: true, program: 'a fuzzing run' });
  importBytes(room, SAMPLE);
  open = room;
  return room;
}

function mustBeNumber({
  district,
  number,
  suffix,
}: {
  district: string | null;
  number: number;
  suffix: string;
}): void {
  must(Number.isInteger(number) && number > 0 && number < 1_000_000, `${number} is an elector number`);
  must(district === null || district.trim() !== '', 'a district is not blank');
  must(!/^0+$/.test(suffix), `"${suffix}" is a suffix`);
}

/** A number in a plain district is found again if it is typed as on the sheet. */
function mustBeTypeable(number: ElectorNumber): void {
  if (!/^[A-Z]{1,4}(?:[-/ ]?[A-Z0-9]{1,3})?$/.test(number.district) || !/^\w{0,4}$/.test(number.suffix))
    return;
  const printed = formatNumber(number);
  const readings = readWrittenNumber(printed);
  must(
    readings.some(
      (each) =>
        each.district === number.district && each.number === number.number && each.suffix === number.suffix,
    ),
    `${printed} is read as it is printed, not as ${JSON.stringify(readings)}`,
  );
}

function enter(room: Room, text: string): void {
  const input = { text, by: 'a fuzzing run' };
  const result = unlessRefused(() => markNumbers(room, input));
  if (!result) return;
  const { entries, ...counts } = result;
  const sum = Object.values(counts).reduce((all, each) => all + each, 0);
  must(sum === entries.length, `${sum} outcomes are those of ${entries.length} entries`);
  must(result.undone === 0, 'marking undoes nothing');
  const undone = unlessRefused(() => undoNumbers(room, input));
  must(undone?.undone === result.marked, `undoing takes back ${result.marked} marks, not ${undone?.undone}`);
  if (entries.length < 5) mustBeSound(room);
}
