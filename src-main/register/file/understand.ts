import { z } from 'zod';
import { say } from '../../../src-shared/message.ts';
import { runSteps } from '../../../src-shared/steps.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import { storedJson } from '../../store/stored-json.ts';
import { displayName } from '../elector/elector-name.ts';
import { formatNumber } from '../elector/elector-number.ts';
import { votingRules } from '../elector/voting-rules.ts';
import { sampleRegister } from '../sample.ts';
import type { PreviewLine, Understanding } from '../types.ts';
import { CANVASS_ROLES } from './canvass-cells.ts';
import { type ColumnRole, headingKey, looksAbsent, type Mapping } from './columns/headings.ts';
import { readKnownOrders } from './columns/known-orders.ts';
import { type Layout, recogniseLayout } from './columns/layouts.ts';
import { readMapping, writeMapping } from './columns/mapping.ts';
import { missingFromCanvass, missingFromRegister } from './columns/wanted-columns.ts';
import { linesOf, readCanvass } from './read-canvass.ts';
import { readRegister } from './read-register.ts';
import { onePiece, peekRows } from './text/csv.ts';
import { type ReadingChoice, StagedFile } from './text/staged-file.ts';
import type { StagedFiles } from './text/staged-files.ts';

/** Lines read for the preview: enough to tell the first electors' streets from their villages. */
const PREVIEW_READ = 300;
const PREVIEW_ROWS = 8;

/**
 * Opens a file, without writing anything, and shows how its first lines were understood: as a register, or as a
 * canvass if it has answers but no address or no continuous elector numbers.
 * @throws Refusal if it cannot be read at all.
 */
export async function stageFile(
  staged: StagedFiles,
  room: Room,
  name: string,
  bytes: Buffer,
): Promise<Understanding> {
  const file = await StagedFile.of(name, bytes);
  const remembered = rememberedMapping(room, file);
  file.choose({ knownOrders: readKnownOrders(room), ...(remembered ? { mapping: remembered } : {}) });
  const fileId = staged.put(file);
  const understanding = understand(fileId, file, room);
  // A canvass comes with the register that is open.
  if (understanding.kind === 'register') staged.releaseOthers([fileId]);
  return { ...understanding, isRemembered: remembered !== null };
}

/** The same for a generated register, so that anybody can try the program. */
export function stageSample(staged: StagedFiles, room: Room, electors: number): Promise<Understanding> {
  const csv = sampleRegister({ electors, seed: 1 });
  return stageFile(staged, room, 'sample-register.csv', Buffer.from(csv));
}

/** How a staged file is understood after a person's correction. What the choice leaves out stays. */
export function chooseReading(
  staged: StagedFiles,
  room: Room,
  fileId: string,
  choice: ReadingChoice,
): Understanding {
  const file = staged.get(fileId);
  const { doubtful } = looseLayout(file);
  const { mapping } = choice;
  const positions = mapping?.positions;
  // A column that is asked about is not answered by matching another.
  const isOpen = doubtful && positions?.[doubtful.column] === null;
  const mine =
    mapping && isOpen
      ? { ...mapping, positions: positions?.with(doubtful.column, undefined) ?? null }
      : mapping;
  file.choose({ ...file.choice, ...choice, ...(mine ? { mapping: mine } : {}) });
  return understand(fileId, file, room);
}

/** The same after a person has said whether the column that is asked about tells whom the file adds, changes or deletes. */
export function chooseAlterations(
  staged: StagedFiles,
  room: Room,
  fileId: string,
  isSo: boolean,
): Understanding {
  const file = staged.get(fileId);
  const { doubtful, columns } = looseLayout(file);
  if (doubtful) {
    const positions = columns.roles.with(doubtful.column, isSo ? 'status' : null);
    file.choose({ ...file.choice, mapping: { byHeading: new Map(), positions } });
  }
  return understand(fileId, file, room);
}

function understand(fileId: string, file: StagedFile, room: Room): Understanding {
  const text = file.text();
  const layout = looseLayout(file);
  const missing = missingFromRegister(layout.columns);
  const mayBeCanvass = missingFromCanvass(layout.columns).length === 0;
  const isCanvass = mayBeCanvass && (missing.length > 0 || file.choice.as === 'canvass');
  const head = firstLines(text.start, layout.headingLine + PREVIEW_READ);
  return {
    fileId,
    fileName: file.name,
    kind: isCanvass ? 'canvass' : 'register',
    mayBeBoth: mayBeCanvass && missing.length === 0,
    layout: isCanvass ? say('Canvass') : layout.name,
    isGuessed: layout.isGuessed,
    isRemembered: false,
    sheets: [...file.sheets],
    otherSheets: [...file.otherSheets],
    encoding: text.encoding,
    encodingEvidence: text.evidence,
    delimiter: layout.delimiter,
    garbled: text.garbled(),
    isMended: file.choice.mend ?? false,
    lines: text.countLines(),
    missing: isCanvass ? [] : missing,
    looksAbsent: looksAbsent(layout.columns),
    doubtful: isCanvass ? null : (layout.doubtful ?? null),
    columns: columnsOf(layout, head, isCanvass),
    preview: isCanvass
      ? canvassPreview(head, layout)
      : missing.length === 0
        ? registerPreview(head, layout, room)
        : [],
  };
}

/** A file in which nothing is recognised is shown all the same, so that its columns can be matched by hand. */
function looseLayout(file: StagedFile): Layout {
  try {
    return file.layout();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { delimiter } = file.choice;
    const mapping: Mapping = { byHeading: new Map(), positions: [] };
    return recogniseLayout(file.text().start, () => [], { mapping, delimiter });
  }
}

function columnsOf(layout: Layout, head: string, isCanvass: boolean): Understanding['columns'] {
  const rows = peekRows(head, layout.delimiter, PREVIEW_READ).filter(({ line }) => line > layout.headingLine);
  return layout.headings.map((heading, column) => ({
    heading,
    role: layout.columns.roles[column] ?? null,
    isUsed: isUsed(layout.columns.roles[column] ?? null, isCanvass),
    examples: [...new Set(rows.map(({ cells }) => (cells[column] ?? '').trim()).filter(Boolean))].slice(0, 3),
  }));
}

function isUsed(role: ColumnRole | null, isCanvass: boolean): boolean {
  return role !== null && (!isCanvass || CANVASS_ROLES.has(role));
}

function registerPreview(head: string, layout: Layout, room: Room): PreviewLine[] {
  const { electors } = runSteps(
    readRegister(onePiece(head), layout, { pollingDay: votingRules(room).pollingDay }),
  );
  return [...electors].slice(0, PREVIEW_ROWS).map((elector) => ({
    line: elector.line,
    number: formatNumber(elector),
    name: displayName(elector),
    flat: elector.door.flat,
    house: elector.door.house,
    street: elector.door.street,
    place: elector.door.place,
    postcode: elector.door.postcode,
    markers: elector.markers,
    votingIntention: elector.votingIntention ?? '',
  }));
}

function canvassPreview(head: string, layout: Layout): PreviewLine[] {
  return linesOf(readCanvass(onePiece(head), layout))
    .slice(0, PREVIEW_ROWS)
    .map(({ line, number, name, door, ...known }) => ({
      line,
      number: number ? formatNumber(number) : '',
      name: name.written,
      flat: door.flat,
      house: door.house,
      street: door.street,
      place: door.place,
      postcode: door.postcode,
      markers: '',
      votingIntention: known.votingIntention ?? '',
    }));
}

/** Whole lines, as many as asked for. */
function firstLines(text: string, lines: number): string {
  let end = -1;
  for (let left = lines; left > 0; left -= 1) {
    const next = text.indexOf('\n', end + 1);
    if (next < 0) return text;
    end = next;
  }
  const head = text.slice(0, end + 1);
  // A quoted line break may be cut in two: the line that it begins is left for the complete reading.
  return (head.split('"').length - 1) % 2 === 0
    ? head
    : head.slice(0, head.lastIndexOf('\n', head.lastIndexOf('"')) + 1);
}

/** Stores the columns matched by hand, for the next file with the same headings. Call it inside `room.change`. */
export function rememberMapping(room: Room, file: StagedFile): void {
  const { mapping } = file.choice;
  if (!mapping) return;
  const kept = readRemembered(room);
  const layout = looseLayout(file);
  kept[signature(layout)] = writeMapping(withoutOpen(mapping, layout));
  writeSetting(room, 'matched_columns', JSON.stringify(kept));
}

/** By heading if a column was left open, since a position says null of it too. */
function withoutOpen(mapping: Mapping, { columns: { keys } }: Layout): Mapping {
  const { positions } = mapping;
  if (!positions?.includes(undefined) || new Set(keys).size < keys.length) return mapping;
  const said = keys.flatMap((key, column): [string, ColumnRole | null][] => {
    const role = positions[column];
    return role === undefined ? [] : [[key, role]];
  });
  return { ...mapping, byHeading: new Map([...mapping.byHeading, ...said]), positions: null };
}

function rememberedMapping(room: Room, file: StagedFile): Mapping | null {
  const kept = readRemembered(room);
  if (Object.keys(kept).length === 0) return null;
  const text = kept[signature(looseLayout(file))];
  return text === undefined ? null : readMapping(text);
}

function readRemembered(room: Room): Record<string, string> {
  return storedJson(readSetting(room, 'matched_columns') ?? '{}', z.record(z.string(), z.string()));
}

function signature({ headings }: Layout): string {
  return headings.map(headingKey).join('|');
}
