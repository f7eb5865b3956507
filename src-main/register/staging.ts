import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { decodeText, type Encoding } from './decode.ts';
import { displayName } from './elector-name.ts';
import { formatNumber } from './elector-number.ts';
import { type ColumnRole, ROLE_WORDS } from './headings.ts';
import { importRegister } from './import.ts';
import { missingFromCanvass, missingFromRegister, recogniseLayout } from './layouts.ts';
import type { Mapping } from './mapping.ts';
import { pollingDay } from './polling-day.ts';
import { type CanvassReading, readCanvass } from './read-canvass.ts';
import { type RegisterReading, readRegister } from './read-register.ts';
import { sampleRegister } from './sample.ts';
import type { CodeCount, ImportStep, Understanding } from './types.ts';

type StagedFile = { name: string; text: string; encoding: Encoding };

/** Files shown to the user and not yet imported; kept in memory only. */
export class StagedFiles {
  readonly #files = new Map<string, StagedFile>();

  put(file: StagedFile): string {
    // One person prepares a room: a register and its canvass are all that can be waiting, with one pair to spare.
    for (const old of [...this.#files.keys()].slice(0, -3)) this.#files.delete(old);
    const id = randomUUID();
    this.#files.set(id, file);
    return id;
  }

  /** @throws Refusal when the file is no longer there. */
  get(id: string): StagedFile {
    const file = this.#files.get(id);
    if (!file) throw new Refusal('That file is no longer held by the program. Choose it again.');
    return file;
  }

  drop(id: string): void {
    this.#files.delete(id);
  }
}

const PREVIEW_ROWS = 8;

/**
 * Reads a file without writing anything and shows what it was understood to hold: a register, or a canvass file
 * when it has elector numbers and answers but no addresses.
 * @throws Refusal when it is neither.
 */
export function stageRegister(staged: StagedFiles, name: string, bytes: Buffer): Understanding {
  const { text, encoding } = decodeText(bytes);
  const layout = recogniseLayout(text, (columns) =>
    missingFromCanvass(columns).length === 0 ? [] : missingFromRegister(columns),
  );
  const isRegister = missingFromRegister(layout.columns).length === 0;
  const reading = isRegister ? drain(readRegister(text, layout, { pollingDay: pollingDay(null) })) : null;
  const canvass =
    missingFromCanvass(layout.columns).length === 0 && !isRegister ? readCanvass(text, layout) : null;
  return {
    fileId: staged.put({ name, text, encoding }),
    fileName: name,
    layout: isRegister ? layout.name : 'Canvass',
    encoding,
    delimiter: layout.delimiter,
    columns: layout.headings.map((heading, column) => ({
      heading,
      takenFor: takenFor(layout.columns.roles[column]),
    })),
    ...(reading ? describeRegister(reading) : describeCanvass(canvass)),
  };
}

/** The same for a generated register, so that anybody can try the program. */
export function stageSample(staged: StagedFiles, electors: number): Understanding {
  return stageRegister(staged, 'sample-register.csv', Buffer.from(sampleRegister({ electors, seed: 1 })));
}

type ImportChoice = {
  fileId: string;
  canvassId?: string | undefined;
  promises: string[];
  acceptRefused: boolean;
  by: string;
};

/**
 * Imports a staged file, yielding each step; reading is done in slices, so that screens stay alive and the import
 * can be stopped by `signal` until writing begins, which is one transaction.
 */
export async function* runImport(
  room: Room,
  staged: StagedFiles,
  choice: ImportChoice,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportStep> {
  const { text } = staged.get(choice.fileId);
  const total = countLines(text);
  yield { stage: 'reading', done: 0, total };
  const layout = recogniseLayout(text, missingFromRegister);
  const reader = readRegister(text, layout, { pollingDay: pollingDay(room) });
  let step = reader.next();
  while (!step.done) {
    yield { stage: 'reading', done: step.value, total };
    await nextTurn();
    if (signal?.aborted) return;
    step = reader.next();
  }
  yield { stage: 'writing', total };
  await nextTurn();
  if (signal?.aborted) return;
  const result = importRegister(room, {
    register: step.value,
    layout: layout.name,
    canvass: choice.canvassId ? canvassOf(staged.get(choice.canvassId).text) : undefined,
    promises: choice.promises,
    acceptRefused: choice.acceptRefused,
    by: choice.by,
  });
  staged.drop(choice.fileId);
  if (choice.canvassId) staged.drop(choice.canvassId);
  yield { stage: 'done', result };
}

/** Reads a register from its bytes to the end at once, for callers that show no progress. */
export function readRegisterFile(
  bytes: Buffer,
  day: string,
  mapping?: Mapping,
): { register: RegisterReading; layout: string } {
  const { text } = decodeText(bytes);
  const layout = recogniseLayout(text, missingFromRegister, mapping);
  return { register: drain(readRegister(text, layout, { pollingDay: day })), layout: layout.name };
}

/** The same for a canvass file. */
export function readCanvassFile(bytes: Buffer): CanvassReading {
  return canvassOf(decodeText(bytes).text);
}

function canvassOf(text: string): CanvassReading {
  return readCanvass(text, recogniseLayout(text, missingFromCanvass));
}

function drain<Step, Result>(steps: Generator<Step, Result>): Result {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

function takenFor(role: ColumnRole | null | undefined): string | null {
  return role ? ROLE_WORDS[role] : null;
}

type Described = Pick<
  Understanding,
  'rows' | 'preview' | 'votingIntentions' | 'markers' | 'pollingDistricts' | 'rejected' | 'warnings'
>;

function describeRegister({ electors, rows, rejected, warnings }: RegisterReading): Described {
  return {
    rows,
    preview: electors.slice(0, PREVIEW_ROWS).map((elector) => ({
      line: elector.line,
      number: formatNumber(elector),
      name: displayName(elector),
      address: elector.door.address,
      street: elector.door.street,
      postcode: elector.door.postcode,
      markers: elector.markers,
      votingIntention: elector.votingIntention ?? '',
    })),
    votingIntentions: countCodes(electors.map(({ votingIntention }) => votingIntention ?? '')),
    markers: countCodes(electors.map(({ markers }) => markers)),
    pollingDistricts: countCodes(electors.map(({ district }) => district)),
    rejected,
    warnings,
  };
}

function describeCanvass(canvass: CanvassReading | null): Described {
  const lines = [...(canvass?.byNumber.entries() ?? [])];
  return {
    rows: lines.length,
    preview: lines.slice(0, PREVIEW_ROWS).map(([number, answer]) => ({
      line: answer.line,
      number,
      name: displayName(answer.name),
      address: '',
      street: '',
      postcode: '',
      markers: '',
      votingIntention: answer.votingIntention ?? '',
    })),
    votingIntentions: countCodes(lines.map(([, { votingIntention }]) => votingIntention ?? '')),
    markers: [],
    pollingDistricts: [],
    rejected: [],
    warnings: canvass?.warnings ?? [],
  };
}

/** Distinct codes, most frequent first, blanks left out. */
function countCodes(codes: readonly string[]): CodeCount[] {
  const counts = new Map<string, number>();
  for (const code of codes) if (code !== '') counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, electors]) => ({ code, electors })).sort((a, b) => b.electors - a.electors);
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
