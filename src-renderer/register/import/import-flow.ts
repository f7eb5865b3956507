import type { CodeMeaning } from '../../../src-main/register/elector/code-meanings.ts';
import type { PollSettings } from '../../../src-main/register/elector/voting-rules.ts';
import type { ColumnRole, SurveyStep, Understanding } from '../../../src-main/register/types.ts';
import { client } from '../../room/client.ts';
import { enteredBy } from '../../room/entered-by.ts';
import { focusMain, focusMainIfLost } from '../../room/focus-main.ts';
import { readBase64 } from '../../shared/read-base64.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import { Store } from '../../shared/store.ts';
import { words } from '../../shared/words.ts';
import { asSent, type OnlyFor } from '../promise-codes.ts';
import type { Answers, Flow, Planning, StepId, Understood } from './import-state.ts';
import { planOf, surveyOf } from './questions-asked.ts';

/** A store, so that the import goes on while another screen is open. */
export const importFlow = new Store<Flow>({ at: 'start' });

/** Answers about a file that the program no longer has; they are used for the next one. */
export const keptAnswers = new Store<{
  fileName: string;
  answers: Answers & { hadCanvass: boolean };
} | null>(null);

const SAMPLE_NAME = 'the sample register';
const SAMPLE_ELECTORS = 2500;
const SAMPLE_MEANINGS: Record<string, CodeMeaning> = {
  P: 'promise',
  L: 'promise',
};

let running: { unsubscribe(): void } | null = null;
let surveyTimer: ReturnType<typeof setTimeout> | undefined;

/** Whether a file may be chosen: not while another is being read, checked or imported. */
export function isReadyForFile({ at }: Flow): boolean {
  return at === 'start' || at === 'refused' || at === 'done' || at === 'canvass done';
}

/** Why a dropped file was not used, as a sentence. It stays until another file is read or the screen starts again. */
export const dropRefused = new Store<string | null>(null);

/**
 * Chooses a register that was dropped, unless another is at work: what was matched and chosen for that is kept. Of
 * several files none is used, since nobody can tell which was meant.
 */
export function chooseDropped(files: readonly File[]): void {
  const [file] = files;
  if (!file) return;
  if (files.length > 1) {
    dropRefused.set(
      words.t(
        'Several files were dropped at once, so none was used. Drop one: first the register, then its canvass.',
      ),
    );
    return;
  }
  const flow = importFlow.get();
  if (isReadyForFile(flow)) {
    void chooseRegister(file);
    return;
  }
  const { name: fileName } = file;
  dropRefused.set(
    flow.at === 'understood'
      ? words.t(
          '{{fileName}} was not accepted, because another file is open here. Import that one or cancel it, then drop this one again.',
          { fileName },
        )
      : words.t(
          '{{fileName}} was not used, because another file is being read. Wait until that is done, then drop this one again.',
          { fileName },
        ),
  );
}

export function chooseRegister(file: File): Promise<void> {
  return stage(file.name, {}, () => stageFile(file));
}

export function chooseSample(): Promise<void> {
  return stage(SAMPLE_NAME, SAMPLE_MEANINGS, () =>
    client.register.stageSample.mutate({ electors: SAMPLE_ELECTORS }),
  );
}

export async function chooseCanvass(file: File): Promise<void> {
  const isStillFor = sameRegister();
  change({ readingCanvass: file.name, sentence: null });
  try {
    const canvass = await stageFile(file);
    if (!isStillFor()) {
      discard(canvass);
      return;
    }
    // Its values are asked about too, even if those of the register were left open.
    change({ canvass, readingCanvass: null, isLeftOpen: false });
    askAgain('canvass', 'promises');
    surveySoon();
  } catch (error) {
    if (!isStillFor()) return;
    change({ readingCanvass: null, sentence: sentenceOf(error) });
  }
  // The button that chose it went while it was read.
  focusMainIfLost();
}

export function leaveCanvassOut(): void {
  const flow = importFlow.get();
  if (flow.at === 'understood') discard(flow.canvass);
  change({ canvass: null, sentence: null });
  askAgain('canvass', 'promises');
  surveySoon();
}

/** What a column of one of the files holds, by its place; null for nothing that is used. */
export function matchColumn(
  which: 'register' | 'canvass',
  place: number,
  role: ColumnRole | null,
): Promise<void> {
  const flow = importFlow.get();
  const file = flow.at === 'understood' ? flow[which] : null;
  if (!file) return Promise.resolve();
  const single = role !== 'address' && role !== 'pastVote' && role !== 'pastIntention' && role !== 'gone';
  const columns = file.columns.map((column, at) => {
    if (at === place) return role;
    // Only one column can have this role, so the previous one loses it.
    return single && column.role === role ? null : column.role;
  });
  // Shown at once, so that the next match before the room has answered builds on this one.
  const shown = file.columns.map((column, at) => ({ ...column, role: columns[at] ?? null }));
  change({ [which]: { ...file, columns: shown } });
  return reread(which, { columns });
}

export type Rereading = Omit<Parameters<typeof client.register.read.mutate>[0], 'fileId'>;

/** Readings are asked for one after another, and an import after the last of them. */
let rereading = Promise.resolve();
let asked = 0;

/** Has a file read again with other columns, another encoding or another separator. */
export function reread(which: 'register' | 'canvass', choice: Rereading): Promise<void> {
  return readAgain(which, (fileId) => client.register.read.mutate({ fileId, ...choice }));
}

/** Whether the column that is asked about says whom the register's file adds, changes or deletes. */
export function answerAlterations(isSo: boolean): Promise<void> {
  return readAgain('register', (fileId) => client.register.answerAlterations.mutate({ fileId, isSo }));
}

function readAgain(
  which: 'register' | 'canvass',
  ask: (fileId: string) => Promise<Understanding>,
): Promise<void> {
  const flow = importFlow.get();
  const file = flow.at === 'understood' ? flow[which] : null;
  if (!file) return Promise.resolve();
  asked += 1;
  const mine = asked;
  const isStillFor = sameRegister();
  // Left out meanwhile, or another in its place.
  const isStillThere = () => {
    const now = importFlow.get();
    return isStillFor() && now.at === 'understood' && now[which]?.fileId === file.fileId;
  };
  rereading = rereading.then(async () => {
    try {
      const read = await ask(file.fileId);
      if (!isStillThere()) return;
      // An answer that a later choice has overtaken would take that choice back.
      if (mine === asked) change({ [which]: read, sentence: null, isLeftOpen: false });
      askAgain(which === 'register' ? 'understood' : 'canvass', 'promises');
      surveySoon();
    } catch (error) {
      if (isStillThere()) change({ sentence: sentenceOf(error) });
    }
  });
  return rereading;
}

/** Matches the columns as in a file saved earlier. */
export async function applyMatchingFile(file: File): Promise<void> {
  const flow = importFlow.get();
  if (flow.at !== 'understood') return;
  const isStillFor = sameRegister();
  try {
    const { fileId } = flow.register;
    const register = await client.register.useMappingFile.mutate({ fileId, text: await file.text() });
    if (!isStillFor()) return;
    change({ register, sentence: null });
    surveySoon();
  } catch (error) {
    if (isStillFor()) change({ sentence: sentenceOf(error) });
  }
}

export function setMeanings(meanings: Record<string, CodeMeaning>): void {
  const flow = importFlow.get();
  if (flow.at !== 'understood') return;
  change({ meanings: { ...flow.meanings, ...meanings }, refusal: null });
  askAgain('polls');
  surveySoon();
}

export function setPoll(poll: PollSettings): void {
  const flow = importFlow.get();
  if (flow.at !== 'understood') return;
  if (poll.elections && String(poll.elections) !== String(flow.poll.elections)) {
    change({ promisesFor: undefined });
    askAgain('polls');
  }
  change({ poll: { ...flow.poll, ...poll }, refusal: null });
  surveySoon();
}

export function setPromisesFor(promisesFor: OnlyFor): void {
  change({ promisesFor, refusal: null });
  surveySoon();
}

export function setRemoveMissing(removeMissing: boolean): void {
  change({ removeMissing });
  surveySoon();
}

/** Imports without an answer to every value that is asked about. */
export function leaveOpen(): void {
  change({ isLeftOpen: true, refusal: null });
}

/** These questions are open again, because what they were about has changed. */
function askAgain(...steps: StepId[]): void {
  const flow = importFlow.get();
  if (flow.at !== 'understood') return;
  const others = (list: readonly StepId[]) => list.filter((step) => !steps.includes(step));
  change({ answered: others(flow.answered), skipped: others(flow.skipped), refusal: null });
}

/** Back to where a file is chosen; the button that asked for it goes. */
export function startAgain(): void {
  stopRunning();
  const flow = importFlow.get();
  if (flow.at === 'understood') discard(flow.register, flow.canvass);
  dropRefused.set(null);
  importFlow.set({ at: 'start' });
  focusMain();
}

export async function runImport(by: string): Promise<void> {
  const isStillFor = sameRegister();
  await rereading;
  const from = importFlow.get();
  if (from.at !== 'understood' || !isStillFor()) return;
  const survey = surveyOf(from);
  // The button that was pressed says how many lines it leaves out.
  const acceptRefused = survey !== null && (survey.result.rejected.length > 0 || survey.misread !== null);
  stopRunning();
  dropRefused.set(null);
  const failed = (sentence: string) => {
    stopRunning();
    importFlow.set({ ...from, sentence });
  };
  importFlow.set({ at: 'importing', from, step: null });
  running = client.register.import.subscribe(choiceOf(from, acceptRefused, by), {
    onData: (step) => {
      if (step.stage !== 'done') {
        importFlow.set({ at: 'importing', from, step });
        return;
      }
      // Stopped here, because a stream that reconnects would ask for the import again.
      stopRunning();
      importFlow.set({ at: 'done', result: step.result, foundLater: step.foundLater });
    },
    onError: (error) => failed(sentenceOf(error)),
    onComplete: () => {
      if (importFlow.get().at === 'importing')
        failed(words.t('The import stopped before it was done. Try again.'));
    },
  });
}

/** Nothing is kept until the import is done, so it can be stopped without a trace. */
export function cancelImport(): void {
  const flow = importFlow.get();
  if (flow.at !== 'importing') return;
  stopRunning();
  importFlow.set({ ...flow.from, sentence: null });
}

async function stage(
  fileName: string,
  meanings: Record<string, CodeMeaning>,
  read: () => Promise<Understanding>,
): Promise<void> {
  stopRunning();
  dropRefused.set(null);
  importFlow.set({ at: 'staging', fileName });
  try {
    const register = await read();
    const kept = keptAnswers.get();
    // Another file, perhaps, or a newer one: what was understood of it is asked again.
    const isKept = (step: StepId) =>
      step !== 'understood' && !(step === 'canvass' && kept?.answers.hadCanvass);
    openFiles(register, null, {
      meanings: { ...meanings, ...kept?.answers.meanings },
      poll: kept?.answers.poll ?? {},
      promisesFor: kept?.answers.promisesFor,
      removeMissing: kept?.answers.removeMissing ?? false,
      isLeftOpen: false,
      step: 'understood',
      answered: kept?.answers.answered.filter(isKept) ?? [],
      skipped: kept?.answers.skipped.filter(isKept) ?? [],
    });
    keptAnswers.set(null);
  } catch (error) {
    importFlow.set({ at: 'refused', fileName, sentence: sentenceOf(error) });
    focusMainIfLost();
  }
}

/** Shows files that the room has opened, with what was chosen about them, and checks them. */
export function openFiles(register: Understanding, canvass: Understanding | null, answers: Answers): void {
  importFlow.set({
    ...answers,
    at: 'understood',
    register,
    canvass,
    readingCanvass: null,
    surveying: { at: 'waiting' },
    planning: { at: 'waiting' },
    isImporting: false,
    sentence: null,
    refusal: null,
  });
  survey();
}

async function stageFile(file: File): Promise<Understanding> {
  return client.register.stage.mutate({ name: file.name.slice(-255), base64: await readBase64(file) });
}

/** Tells the room that these files are not to be imported, so that it forgets who is in them. */
function discard(...files: (Understanding | null)[]): void {
  const fileIds = files.flatMap((file) => file?.fileId ?? []);
  // A room that does not answer keeps them in memory only; nobody can do anything about it here.
  if (fileIds.length > 0) client.register.discard.mutate({ fileIds }).catch(() => {});
}

/** Several choices in a row are checked once. */
const SURVEY_AFTER = 250;

/** Checks the whole file again, soon. */
export function surveySoon(): void {
  stopRunning();
  const flow = importFlow.get();
  if (flow.at === 'understood')
    change(
      flow.register.kind === 'canvass'
        ? { planning: { at: 'running', last: planOf(flow) } }
        : { surveying: { at: 'running', step: null, last: surveyOf(flow) } },
    );
  surveyTimer = setTimeout(survey, SURVEY_AFTER);
}

/** Checks the whole file without writing anything. */
function survey(): void {
  stopRunning();
  const flow = importFlow.get();
  if (flow.at !== 'understood') return;
  if (flow.register.kind === 'canvass') {
    change({ surveying: { at: 'waiting' } });
    void planCanvass(flow);
    return;
  }
  change({ planning: { at: 'waiting' } });
  if (flow.register.missing.length > 0 || flow.register.doubtful?.isAsked) {
    change({ surveying: { at: 'waiting' } });
    return;
  }
  const last = surveyOf(flow);
  const failed = (sentence: string) => {
    stopRunning();
    change({ surveying: { at: 'failed', sentence } });
  };
  change({ surveying: { at: 'running', step: null, last } });
  running = client.register.survey.subscribe(choiceOf(flow, false, enteredBy.get().trim()), {
    onData: (step: SurveyStep) => {
      if (step.stage !== 'done') {
        change({ surveying: { at: 'running', step, last } });
        return;
      }
      stopRunning();
      change({ surveying: { at: 'done', survey: step.survey } });
    },
    onError: (error) => failed(sentenceOf(error)),
    onComplete: () => {
      const now = importFlow.get();
      if (now.at === 'understood' && now.surveying.at === 'running')
        failed(words.t('The file could not be read to its end.'));
    },
  });
}

/** Only the answer to the last question is shown. */
let plansAsked = 0;

/** Works out what a canvass file alone would change, without writing anything. */
async function planCanvass(flow: Understood): Promise<void> {
  plansAsked += 1;
  const mine = plansAsked;
  const stop = new AbortController();
  running = { unsubscribe: () => stop.abort() };
  change({ planning: { at: 'running', last: planOf(flow) } });
  const show = (planning: Planning) => {
    const now = importFlow.get();
    const isStillOpen = now.at === 'understood' && now.register.fileId === flow.register.fileId;
    if (mine === plansAsked && isStillOpen) change({ planning });
  };
  try {
    show({
      at: 'done',
      plan: await client.register.previewCanvass.mutate(canvassChoice(flow, enteredBy.get().trim()), {
        signal: stop.signal,
      }),
    });
  } catch (error) {
    show({ at: 'failed', sentence: sentenceOf(error) });
  }
}

function canvassChoice({ register, meanings, promisesFor, poll }: Understood, by: string) {
  return {
    fileId: register.fileId,
    meanings,
    promisesFor: promisesFor && asSent(promisesFor),
    knocks: poll.knocks,
    by,
  };
}

/** Imports a canvass file alone. */
export async function runCanvass(by: string): Promise<void> {
  const isStillFor = sameRegister();
  await rereading;
  const from = importFlow.get();
  if (from.at !== 'understood' || !isStillFor()) return;
  change({ isImporting: true, sentence: null });
  try {
    const result = await client.register.importCanvass.mutate(canvassChoice(from, by));
    importFlow.set({ at: 'canvass done', fileName: from.register.fileName, result });
  } catch (error) {
    if (isStillFor()) change({ isImporting: false, sentence: sentenceOf(error) });
  }
}

function choiceOf(
  { register, canvass, meanings, poll, promisesFor, removeMissing }: Understood,
  acceptRefused: boolean,
  by: string,
) {
  return {
    fileId: register.fileId,
    ...(canvass ? { canvassId: canvass.fileId } : {}),
    meanings,
    poll,
    promisesFor: promisesFor && asSent(promisesFor),
    acceptRefused,
    removeMissing,
    by,
  };
}

/** Whether the register that is open now is still the one, for what has to wait: people cancel meanwhile, and open another. */
function sameRegister(): () => boolean {
  const open = () => {
    const flow = importFlow.get();
    return flow.at === 'understood' ? flow.register.fileId : null;
  };
  const mine = open();
  return () => mine !== null && open() === mine;
}

/** Changes what is known of the files that are open. */
export function change(changed: Partial<Omit<Understood, 'at'>>): void {
  importFlow.update((flow) => (flow.at === 'understood' ? { ...flow, ...changed } : flow));
}

function stopRunning(): void {
  clearTimeout(surveyTimer);
  running?.unsubscribe();
  running = null;
}
