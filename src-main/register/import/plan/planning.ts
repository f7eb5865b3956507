import { createHash } from 'node:crypto';
import { on } from 'node:events';
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Message } from '../../../../src-shared/message.ts';
import { beginDraft } from '../../../store/draft/begin-draft.ts';
import { removeDraft } from '../../../store/draft/draft-file.ts';
import { Gate, type SharedNumber, sharedNumber } from '../../../store/draft/gate.ts';
import { hasRegisterChanged } from '../../../store/journal/register-entries.ts';
import { ensureKeepsRegister } from '../../../store/laptops/laptops.ts';
import { Refusal } from '../../../store/refusal.ts';
import type { Room } from '../../../store/room.ts';
import type { RoomKey } from '../../../store/room-key.ts';
import { areLettersCleared } from '../../cleared-letters.ts';
import { votingRules } from '../../elector/voting-rules.ts';
import type { ReadingChoice, StagedFile } from '../../file/text/staged-file.ts';
import type { Reader, StagedFiles } from '../../file/text/staged-files.ts';
import type { ImportProgressStep } from '../../types.ts';
import { applyPlan } from './apply-plan.ts';
import type { ImportChoice } from './choice.ts';
import type { Plan } from './plan.ts';
import type {
  CanvassChoice,
  EverybodyChoice,
  ListChoice,
  PlannedChange,
  PlanRequest,
  RegisterResult,
  Results,
  SentFile,
  Task,
} from './planner.ts';

export type ToThread = { request: PlanRequest; gate: SharedNumber; stop: SharedNumber } | { forget: string };
export type FromThread =
  | { step: ImportProgressStep }
  | { planned: PlannedChange }
  | { refused: Message }
  | { stopped: true }
  | { fault: unknown };

/** Memory of the thread for what it has just made, which is soon garbage: half of what the program itself has. */
const YOUNG_MB = 24;
/**
 * Memory for everything else: ten times what a county needs. With as much as it would have by default, V8 lets four
 * times of what is used become garbage before it collects it.
 */
const OLD_MB = 768;

/** A list of absent voters is not staged: it is sent with each plan. So is how everybody is to vote. */
const LIST = 'list';

/** A change to be planned, and by what another is recognised as the same. */
type Asked = { files: string[]; readings: unknown[]; others: object; task: () => Task };

/** The thread that plans the imports of these files. */
export function planningOf(staged: StagedFiles): Planning {
  if (staged.reader instanceof Planning) return staged.reader;
  const planning = new Planning(staged);
  staged.reader = planning;
  return planning;
}

/**
 * Plans imports in a thread of its own, which reads and compares on a draft of the room: numbers can be entered
 * meanwhile. The newest plan is kept until it is applied, another is made, or its file is forgotten.
 */
class Planning implements Reader {
  readonly #staged: StagedFiles;
  #thread: Worker | null = null;
  /** What the thread has of each file. */
  readonly #sent = new Map<string, ReadingChoice>();
  #kept: (Planned & { plan: ReadyPlan<unknown> }) | null = null;
  #isPlanning = false;
  /** Ends when the thread is free. */
  #turn: Promise<void> = Promise.resolve();

  constructor(staged: StagedFiles) {
    this.#staged = staged;
  }

  /** The plan of importing a register, as `#planFor`. */
  plan(
    room: Room,
    choice: ImportChoice,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ImportProgressStep, ReadyPlan<RegisterResult> | null> {
    ensureKeepsRegister(room);
    const { fileId, canvassId, meanings, poll, promisesFor, removeMissing, by } = choice;
    const files = canvassId === undefined ? [fileId] : [fileId, canvassId];
    return this.#planFor(
      room,
      {
        files,
        readings: files.map((id) => this.#staged.get(id).choice),
        others: { meanings, poll, promisesFor, removeMissing, by },
        task: () => ({
          kind: 'register',
          register: this.#send(fileId),
          canvass: canvassId === undefined ? undefined : this.#send(canvassId),
          pollingDay: votingRules(room, poll).pollingDay,
          choice: { meanings, poll, promisesFor, removeMissing, lettersCleared: areLettersCleared(room), by },
        }),
      },
      signal,
    );
  }

  /** The same for a canvass file alone. */
  planCanvass(
    room: Room,
    fileId: string,
    choice: CanvassChoice,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ImportProgressStep, ReadyPlan<Results['canvass']> | null> {
    return this.#planFor(
      room,
      {
        files: [fileId],
        readings: [this.#staged.get(fileId).choice],
        others: choice,
        task: () => {
          const { pollingDay } = votingRules(room);
          return { kind: 'canvass', file: this.#send(fileId), pollingDay, choice };
        },
      },
      signal,
    );
  }

  /** The same for a list of absent voters. Forget it with `forgetList` if it is not imported. */
  planList(
    room: Room,
    file: StagedFile,
    choice: ListChoice,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ImportProgressStep, ReadyPlan<Results['absent']> | null> {
    const { name, bytes } = file;
    // What has been confirmed changes nothing in the plan.
    const { confirmed: _, ...others } = choice;
    return this.#planFor(
      room,
      {
        files: [LIST],
        readings: [createHash('sha256').update(bytes).digest('hex')],
        others: { ...others, name },
        task: () => {
          this.#sent.set(LIST, {});
          const sent = { id: LIST, name, bytes, choice: null };
          return { kind: 'absent', file: sent, pollingDay: votingRules(room).pollingDay, choice };
        },
      },
      signal,
    );
  }

  /** The same for how everybody votes. Forget it with `forgetList` too. */
  planEverybody(
    room: Room,
    choice: EverybodyChoice,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ImportProgressStep, ReadyPlan<Results['everybody']> | null> {
    return this.#planFor(
      room,
      {
        files: [LIST],
        readings: ['everybody'],
        others: choice,
        task: () => {
          this.#sent.set(LIST, {});
          return { kind: 'everybody', choice };
        },
      },
      signal,
    );
  }

  forgetList(): void {
    this.forget(LIST);
  }

  /**
   * The plan of a change: the one that was made last, if it is the same and the register has not changed since. Yields
   * progress; returns null if `signal` stopped it.
   * @throws Refusal if the files cannot be imported.
   */
  async *#planFor<Result>(
    room: Room,
    { task, ...asked }: Asked,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ImportProgressStep, ReadyPlan<Result> | null> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#turn;
    this.#turn = before.then(() => promise);
    try {
      await before;
      const planned = { ...asked, others: JSON.stringify(asked.others) };
      if (this.#kept && isSame(this.#kept, planned) && this.#kept.plan.isFor(room))
        return this.#kept.plan as ReadyPlan<Result>;
      this.#forgetPlan();
      const plan = yield* this.#make(room, asked.files, task, signal);
      if (plan) this.#kept = { ...planned, plan };
      // The thread answers with what belongs to the task.
      return plan as ReadyPlan<Result> | null;
    } finally {
      resolve();
    }
  }

  async *#make(
    room: Room,
    files: readonly string[],
    task: () => Task,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ImportProgressStep, ReadyPlan<unknown> | null> {
    if (room.readOnly) throw new Refusal(room.readOnly.sentence);
    while (room.isBusy) await room.settled();
    if (signal?.aborted || !room.isOpen) return null;
    this.#staged.releaseOthers(files);
    if (!files.includes(LIST)) this.forgetList();
    const asked = task();
    const { key } = room;
    const place = beginDraft(room, { copiesNow: false });
    const gate = new Gate();
    const endRead = room.letRead(gate);
    let planned: PlannedChange | null = null;
    try {
      planned = yield* this.#ask({ place, task: asked }, gate, signal);
      if (!room.isOpen) planned = null;
      return planned && new ReadyPlan(planned, room, place.file, key);
    } finally {
      endRead();
      if (!planned) removeDraft(place.file, key !== undefined);
    }
  }

  async *#ask(
    request: PlanRequest,
    gate: Gate,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ImportProgressStep, PlannedChange | null> {
    const thread = this.#running();
    const stop = sharedNumber();
    const halt = () => Atomics.store(stop, 0, 1);
    signal?.addEventListener('abort', halt);
    const messages = on(thread, 'message', { close: ['exit'] });
    this.#isPlanning = true;
    let isDone = false;
    const next = async (): Promise<FromThread> => {
      const { value, done } = await messages.next();
      const said: FromThread = done ? { stopped: true } : value[0];
      isDone = !('step' in said);
      return said;
    };
    try {
      thread.postMessage({ request, gate: gate.shared, stop } satisfies ToThread);
      let said = await next();
      while ('step' in said) {
        yield said.step;
        said = await next();
      }
      if ('refused' in said) throw new Refusal(said.refused);
      if ('fault' in said) throw said.fault;
      return 'planned' in said ? said.planned : null;
    } catch (error) {
      // A thread that has failed sends no more.
      isDone = true;
      throw error;
    } finally {
      // Whoever asked has left: the draft is closed before it is removed.
      if (!isDone) halt();
      while (!isDone) await next();
      this.#isPlanning = false;
      signal?.removeEventListener('abort', halt);
      await messages.return?.();
    }
  }

  #running(): Worker {
    if (this.#thread) return this.#thread;
    // Beside this file, or in the one folder of the bundle.
    const thread = new Worker(new URL(`./plan-thread${extname(import.meta.url)}`, import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: OLD_MB },
    });
    thread.unref();
    thread.once('exit', () => {
      if (this.#thread !== thread) return;
      this.#thread = null;
      this.#sent.clear();
    });
    this.#thread = thread;
    return thread;
  }

  /** What the thread does not have yet of a file. */
  #send(id: string): SentFile {
    const { name, bytes, choice } = this.#staged.get(id);
    const sent = this.#sent.get(id);
    this.#sent.set(id, choice);
    return { id, name, bytes: sent ? null : bytes, choice: sent === choice ? null : choice };
  }

  #forgetPlan(): void {
    this.#kept?.plan.remove();
    this.#kept = null;
  }

  forget(id: string): void {
    if (!this.#sent.delete(id)) return;
    if (this.#kept?.files.includes(id)) this.#forgetPlan();
    this.#thread?.postMessage({ forget: id } satisfies ToThread);
    // It would keep the memory in which they were.
    if (this.#sent.size === 0 && !this.#isPlanning) void this.end();
  }

  /** Ends the thread, and removes what it made. */
  async end(): Promise<void> {
    const [thread, kept] = [this.#thread, this.#kept];
    this.#thread = null;
    this.#kept = null;
    this.#sent.clear();
    await thread?.terminate();
    kept?.plan.remove();
  }

  /** The same after an import; not while the thread is planning what another window asked for. */
  async endIfFree(): Promise<void> {
    if (!this.#isPlanning) await this.end();
  }
}

/** What a plan was made of: files, how they are read, and the other choices. */
type Planned = { files: string[]; readings: unknown[]; others: string };

function isSame(one: Planned, other: Planned): boolean {
  return (
    one.others === other.others &&
    one.files.join() === other.files.join() &&
    one.readings.every((reading, place) => reading === other.readings[place])
  );
}

/** A plan, in a file beside its room, and what it would do. */
export class ReadyPlan<Result> {
  readonly plan: Plan;
  readonly result: Result;
  readonly #room: Room;
  readonly #file: string;
  readonly #key: RoomKey | undefined;

  constructor(
    { plan, result }: { plan: Plan; result: Result },
    room: Room,
    file: string,
    key: RoomKey | undefined,
  ) {
    this.plan = plan;
    this.result = result;
    this.#room = room;
    this.#file = file;
    this.#key = key;
  }

  /** Whether the room is still as it was planned for, apart from marks, slips and answers at doors. */
  isFor(room: Room): boolean {
    // With another passphrase, the room cannot read the draft.
    const isSameRoom = room === this.#room && room.isOpen && room.key === this.#key;
    return isSameRoom && existsSync(this.#file) && !hasRegisterChanged(room.db, this.plan.basis.seq);
  }

  /** Makes the room as planned, and does `more`, in one transaction. */
  apply(more: () => void): void {
    const room = this.#room;
    if (!this.isFor(room)) throw new Error('The register has changed since the import was planned.');
    room.changeFrom(this.#file, () => {
      applyPlan(room, this.plan);
      more();
    });
  }

  remove(): void {
    removeDraft(this.#file, this.#key !== undefined);
  }
}
