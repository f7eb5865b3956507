import { type Message, say } from '../../../src-shared/message.ts';
import { runSteps } from '../../../src-shared/steps.ts';
import { Refusal } from '../../store/refusal.ts';
import type { LineNote } from '../types.ts';
import { notesOnOrder } from './columns/date-column.ts';
import { type Layout, recogniseLayout, refuseIfAsked } from './columns/layouts.ts';
import { numbersLayout } from './columns/numbers-layout.ts';
import { missingFromAbsentList, missingFromCanvass, missingFromRegister } from './columns/wanted-columns.ts';
import { type AbsentOptions, type AbsentReading, readAbsentVoters, readPlainList } from './read-absent.ts';
import { type CanvassReading, readCanvass } from './read-canvass.ts';
import { type RegisterReading, readRegister } from './read-register.ts';
import { refusedLines } from './refused-lines.ts';
import { FileText } from './text/decode.ts';
import { ordersIn, type ReadingChoice } from './text/staged-file.ts';
import { readWorkbook } from './workbook/read-workbook.ts';
import { isWorkbook, type SheetRead } from './workbook/workbook.ts';

/** The bytes of a register or a list, ready for decoding: a workbook as CSV, others as they are. */
export async function asText(bytes: Buffer): Promise<Buffer> {
  return (await withSheets(bytes)).text;
}

/** The same, with a note if a workbook has sheets that are not read. */
export async function withSheets(bytes: Buffer): Promise<{ text: Buffer; notes: LineNote[] }> {
  if (!isWorkbook(bytes)) return { text: bytes, notes: [] };
  const { csv, sheets, otherSheets } = await readWorkbook(bytes);
  return { text: csv, notes: notesOnSheets(sheets, otherSheets) };
}

function notesOnSheets(sheets: readonly SheetRead[], otherSheets: readonly string[]): LineNote[] {
  const notes: LineNote[] = [];
  if (sheets.length > 1) {
    const read = sheets.map(({ name, firstLine, lastLine }) =>
      say('{{name}} (lines {{from}} to {{to}})', { name, from: firstLine, to: lastLine }),
    );
    notes.push({
      line: 1,
      reason: say(
        '{{count}} sheets of the workbook have the same headings and were read together: {{sheets}}.',
        {
          count: sheets.length,
          sheets: read,
        },
      ),
    });
  }
  if (sheets.some(({ isDistrict }) => isDistrict)) {
    notes.push({
      line: 1,
      reason: say('The sheets have no column for the polling district, so the name of each sheet was used.'),
    });
  }
  if (otherSheets.length > 0) {
    const [sheet] = sheets;
    const reason =
      sheets.length > 1
        ? say(
            'Sheets with other headings were not read: {{sheets}}. To read one, save it as a file of its own.',
            {
              sheets: [...otherSheets],
            },
          )
        : say(
            'Only the sheet "{{sheet}}" of the workbook was read, not {{sheets}}. To read another, save it as a file of its own.',
            { sheet: sheet?.name ?? '', sheets: [...otherSheets] },
          );
    notes.push({ line: 1, reason });
  }
  return notes;
}

/** Reads a register from its bytes at once, for callers that show no progress. */
export function readRegisterFile(
  bytes: Buffer,
  pollingDay: string,
  choice: ReadingChoice = {},
): { register: RegisterReading; layout: Message } {
  const text = new FileText(bytes, choice);
  const layout = recogniseLayout(text.start, missingFromRegister, choice);
  refuseIfAsked(layout);
  const register = runSteps(readRegister(text, layout, { pollingDay, orders: ordersIn(choice) }));
  const warnings = [
    ...register.warnings,
    ...notesOnOrder(register.cells.dates),
    ...notesOnText(text, choice),
  ];
  if (layout.isGuessed) {
    const guessed = layout.columns.roles.map((role, place) =>
      role === null ? say('{{place}} not used', { place: place + 1 }) : `${place + 1} ${role}`,
    );
    warnings.push({
      line: 1,
      reason: say(
        'The file has no headings, so its columns were guessed from their contents: {{guessed}}. If one is wrong, correct it with --mapping or on the Register screen.',
        { guessed },
      ),
    });
  }
  return { register: { ...register, warnings }, layout: layout.name };
}

/** The same for a canvass file. */
export function readCanvassFile(
  bytes: Buffer,
  choice: ReadingChoice = {},
  pollingDay?: string,
): CanvassReading {
  const text = new FileText(bytes, choice);
  const canvass = readCanvass(text, recogniseLayout(text.start, missingFromCanvass, choice), {
    pollingDay,
    orders: ordersIn(choice),
  });
  return {
    ...canvass,
    warnings: [...canvass.warnings, ...notesOnOrder(canvass.cells.dates), ...notesOnText(text, choice)],
  };
}

/** The same for a list of absent voters, which may only have numbers. */
export function readAbsentFile(bytes: Buffer, options: AbsentOptions): AbsentReading {
  // Its names are only compared with the register's.
  const text = new FileText(bytes, { mend: true });
  const list = readPlainList(text.whole(), options.fileName) ?? readAbsentTable(text, options);
  return { ...list, warnings: [...list.warnings, ...notesOnEncoding(text)] };
}

function readAbsentTable(text: FileText, options: AbsentOptions): AbsentReading {
  try {
    return readAbsentVoters(
      text,
      recogniseLayout(text.start, missingFromAbsentList, { mend: true }),
      options,
    );
  } catch (error) {
    const layout = error instanceof Refusal ? numbersLayout(text.start) : null;
    if (!layout) throw error;
    const list = readAbsentVoters(text, layout, options);
    return { ...list, ...guessedNames(layout) };
  }
}

/** Names beside the numbers may also be those of the electors' proxies. */
function guessedNames({ columns }: Layout): Pick<AbsentReading, 'names'> {
  return { names: columns.at.fullName === undefined ? 'not recognised' : 'guessed' };
}

/** The refused lines of a register file, as CSV. */
export function refusedOf(bytes: Buffer, choice: ReadingChoice, rejected: readonly LineNote[]): string {
  const text = new FileText(bytes, choice);
  return refusedLines(text, recogniseLayout(text.start, missingFromRegister, choice), rejected);
}

function notesOnText(text: FileText, { mend }: ReadingChoice): LineNote[] {
  const notes: LineNote[] = [];
  const garbled = mend ? null : text.garbled();
  if (garbled) {
    notes.push({
      line: 1,
      reason: say(
        '{{count}} lines have garbled text, such as {{example}} for {{mended}}. It was kept as it is; import with --mend to fix it.',
        { count: garbled.cells, example: garbled.example, mended: garbled.mended },
        '{{count}} line has garbled text, such as {{example}} for {{mended}}. It was kept as it is; import with --mend to fix it.',
      ),
    });
  }
  return [...notes, ...notesOnEncoding(text)];
}

function notesOnEncoding({ encoding, evidence }: FileText): LineNote[] {
  if (encoding === 'UTF-8 and Windows-1252')
    return [
      {
        line: 1,
        reason: say(
          'The file mixes two text encodings. Each line was read in its own; check names with accents.',
        ),
      },
    ];
  if (!evidence) return [];
  const { words, otherwise } = evidence;
  return [
    {
      line: 1,
      reason: say(
        'Accents were read as {{encoding}}, because that gives {{words}}, not {{otherwise}}. Check names with accents. To read them in another way, choose another text encoding.',
        { encoding, words, otherwise },
      ),
    },
  ];
}
