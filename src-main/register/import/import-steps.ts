import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Room } from '../../store/room.ts';
import { type CodeMeaning, readCodeMeanings } from '../elector/code-meanings.ts';
import { markerKeys } from '../elector/markers.ts';
import { meaningAtAll, type PollSettings, votingRules } from '../elector/voting-rules.ts';
import type { Layout } from '../file/layouts.ts';
import { type CanvassReading, linesOf } from '../file/read-canvass.ts';
import type { RegisterReading } from '../file/read-register.ts';
import type { StagedFiles } from '../file/staged-files.ts';
import { countLines, rememberMapping } from '../file/understand.ts';
import { missingFromRegister } from '../file/wanted-columns.ts';
import type { CodeCount, ImportResult, ImportStep, Misread, Survey, SurveyStep } from '../types.ts';
import { type ImportInput, importing } from './import.ts';
import { RegisterRefused } from './misread.ts';

/** A person's choices about files to be imported. */
export type ImportChoice = {
  fileId: string;
  canvassId?: string | undefined;
  /** Meanings of voting-intention codes, by code. */
  meanings: Record<string, CodeMeaning>;
  poll?: PollSettings | undefined;
  acceptRefused: boolean;
  removeMissing: boolean;
  by: string;
};

/**
 * Reads a staged file to its end and rehearses its import, yielding progress: what would be imported, what would be
 * refused and why. Writes nothing.
 */
export async function* surveyFile(
  room: Room,
  staged: StagedFiles,
  choice: ImportChoice,
  signal: AbortSignal | undefined,
): AsyncGenerator<SurveyStep> {
  const { name: fileName } = staged.get(choice.fileId);
  const read = yield* readAll(room, staged, choice, signal);
  if (!read) return;
  const { register, canvass } = read;
  yield { stage: 'writing', done: 0, total: register.electors.length };
  const rehearse = (acceptRefused: boolean) => {
    const input = importInput(read, { ...choice, acceptRefused }, fileName);
    return room.changeInSteps(() => importing(room, input), { signal, rehearsal: true });
  };
  let misread: Misread | null = null;
  let result: ImportResult | undefined;
  try {
    result = await rehearse(false);
  } catch (error) {
    if (!(error instanceof RegisterRefused)) throw error;
    misread = error.why;
    result = await rehearse(true);
  }
  if (result)
    yield { stage: 'done', survey: { ...describe(room, choice, register, canvass), misread, result } };
}

/**
 * Imports a staged file, yielding each step. `signal` can stop it until its one transaction is done; nothing has
 * changed then.
 */
export async function* runImport(
  room: Room,
  staged: StagedFiles,
  choice: ImportChoice,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportStep> {
  // The host may forget its files meanwhile.
  const file = staged.get(choice.fileId);
  const read = yield* readAll(room, staged, choice, signal);
  if (!read) return;
  const total = read.register.electors.length;
  let reported = 0;
  // The import reports progress while it is awaited; the steps are passed on in between.
  const progress = { done: 0 };
  const running = room.changeInSteps(
    function* () {
      const steps = importing(room, importInput(read, choice, file.name));
      let step = steps.next();
      while (!step.done) {
        progress.done = step.value.done;
        yield;
        step = steps.next();
      }
      rememberMapping(room, file, read.layout);
      return step.value;
    },
    { signal },
  );
  let ended = false;
  const end = () => {
    ended = true;
  };
  running.then(end, end);
  yield { stage: 'writing', done: 0, total };
  while (!ended) {
    await nextTurn();
    if (progress.done - reported < PROGRESS_EVERY) continue;
    reported = progress.done;
    yield { stage: 'writing', done: reported, total };
  }
  const result = await running;
  if (!result) return;
  staged.drop(choice.fileId);
  if (choice.canvassId) staged.drop(choice.canvassId);
  yield { stage: 'done', result };
}

/** Electors between two progress reports to a screen. */
const PROGRESS_EVERY = 10_000;

type Read = { register: RegisterReading; layout: Layout; canvass: CanvassReading | undefined };

async function* readAll(
  room: Room,
  staged: StagedFiles,
  choice: ImportChoice,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ stage: 'reading'; done: number; total: number }, Read | null> {
  const file = staged.get(choice.fileId);
  const canvassFile = choice.canvassId ? staged.get(choice.canvassId) : undefined;
  staged.releaseOthers([choice.fileId, choice.canvassId]);
  while (room.isBusy) await room.settled();
  const layout = file.layout(missingFromRegister);
  const total = countLines(file.decoded().text);
  const pollingDay = choice.poll?.pollingDay ?? votingRules(room).pollingDay;
  const reader = file.register(pollingDay);
  let step = reader.next();
  while (!step.done) {
    yield { stage: 'reading', done: step.value, total };
    await nextTurn();
    if (signal?.aborted) return null;
    step = reader.next();
  }
  return { register: step.value, layout, canvass: canvassFile?.canvass() };
}

function importInput(
  { register, layout, canvass }: Read,
  choice: ImportChoice,
  fileName: string,
): ImportInput {
  const { meanings, poll, acceptRefused, removeMissing, by } = choice;
  return {
    register,
    layout: layout.name,
    fileName,
    canvass,
    meanings,
    poll,
    acceptRefused,
    removeMissing,
    by,
  };
}

function describe(
  room: Room,
  { meanings, poll }: ImportChoice,
  { electors, elections }: RegisterReading,
  canvass: CanvassReading | undefined,
): Omit<Survey, 'result' | 'misread'> {
  const codes = readCodeMeanings(room);
  const chosen = new Map(
    Object.entries(meanings).map(([code, meaning]) => [code.trim().toUpperCase(), meaning]),
  );
  const rules = votingRules(room, poll);
  const answers = canvass ? linesOf(canvass) : [];
  const intentions = [...electors, ...answers].map(({ votingIntention }) => votingIntention ?? '');
  return {
    votingIntentions: counted(intentions).map(({ code, electors: count }) => ({
      code,
      electors: count,
      meaning: chosen.get(code.trim().toUpperCase()) ?? codes.of(code),
    })),
    markers: counted(electors.flatMap(({ markers }) => (markers === '' ? [] : markerKeys(markers)))).map(
      (marker) => ({ ...marker, meaning: meaningAtAll(rules, marker.code) }),
    ),
    pollingDistricts: counted(electors.map(({ district }) => district)),
    streets: counted(
      electors.map(({ district, door }) => (door.street === '' ? '' : `${district} ${door.street}`)),
    ),
    elections,
  };
}

/** Distinct codes, most frequent first, without blanks. */
function counted(codes: readonly string[]): CodeCount[] {
  const counts = new Map<string, number>();
  for (const code of codes) if (code !== '') counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, electors]) => ({ code, electors })).sort((a, b) => b.electors - a.electors);
}
