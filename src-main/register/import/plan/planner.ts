import type { Message } from '../../../../src-shared/message.ts';
import { type DraftPlace, openDraft } from '../../../store/draft/draft.ts';
import type { Gate } from '../../../store/draft/gate.ts';
import type { Room } from '../../../store/room.ts';
import {
  type AbsentChoice,
  type AbsentResult,
  type EverybodyVotes,
  useAbsentVoters,
  useForEverybody,
} from '../../absent-voters.ts';
import { missingFromRegister } from '../../file/columns/wanted-columns.ts';
import { readAbsentFile } from '../../file/read-file.ts';
import type { RegisterReading } from '../../file/read-register.ts';
import { type ReadingChoice, StagedFile } from '../../file/text/staged-file.ts';
import { COUNTED } from '../../streets/street-counts.ts';
import type { ImportProgressStep, LineNote, Misread, Survey } from '../../types.ts';
import { type CanvassInput, type CanvassResult, useCanvass } from '../canvass-import.ts';
import { importing } from '../import.ts';
import type { RegisterRefused } from '../misread.ts';
import type { ImportChoice } from './choice.ts';
import { type Plan, planFrom } from './plan.ts';
import { describe } from './survey.ts';

/** A staged file, for the thread that reads it. What the thread has already is null. */
export type SentFile = { id: string; name: string; bytes: Uint8Array | null; choice: ReadingChoice | null };

/** What is planned: files, and a person's choices about them. Dates of files are understood by the polling day. */
export type Task =
  | {
      kind: 'register';
      register: SentFile;
      canvass: SentFile | undefined;
      pollingDay: string;
      choice: Pick<ImportChoice, 'meanings' | 'poll' | 'promisesFor' | 'removeMissing' | 'by'> & {
        lettersCleared: boolean;
      };
    }
  | { kind: 'canvass'; file: SentFile; pollingDay: string; choice: CanvassChoice }
  | { kind: 'absent'; file: SentFile; pollingDay: string; choice: ListChoice }
  | { kind: 'everybody'; choice: EverybodyChoice };

export type CanvassChoice = Omit<CanvassInput, 'canvass' | 'fileName'>;
export type ListChoice = Omit<AbsentChoice, 'fileName'>;
/** `none` clears every postal vote and proxy, `''` goes back to the register's markers. */
export type EverybodyChoice = { vote: '' | 'none'; by: string };

export type PlanRequest = { place: DraftPlace; task: Task };

/** What each kind of task would do. */
export type Results = {
  register: RegisterResult;
  canvass: CanvassResult;
  absent: AbsentResult;
  everybody: EverybodyVotes;
};

export type RegisterResult = {
  survey: Survey;
  /** Why the register is refused, unless refused lines are left out. */
  refused: { said: Message; why: Misread; rejected: LineNote[]; warnings: LineNote[] } | null;
};

/** What a change of the register would do, and how the room is made so. */
export type PlannedChange = { plan: Plan; result: Results[keyof Results] };

type Steps<Result> = Generator<ImportProgressStep, Result>;

/** Reads staged files and plans their import on a draft of the room. It keeps what it has read for the next plan. */
export class Planner {
  readonly #files = new Map<string, StagedFile>();

  /**
   * Yields progress. To stop it between two steps, call `return(null)`; the draft is closed then.
   * @throws Refusal if the files cannot be imported.
   */
  *plan({ place, task }: PlanRequest, gate: Gate): Steps<PlannedChange | null> {
    const work = yield* this.#read(task);
    const draft = openDraft(place, COUNTED, gate);
    try {
      const result = yield* work(draft.room);
      return { plan: planFrom(draft), result };
    } finally {
      draft.close();
    }
  }

  /** Reads the files of a task. What is returned changes a draft. */
  *#read(task: Task): Steps<(draft: Room) => Steps<PlannedChange['result']>> {
    if (task.kind === 'register') return yield* this.#readRegister(task);
    if (task.kind === 'everybody') {
      const { vote, by } = task.choice;
      return atOnce((draft) => useForEverybody(draft, vote, by));
    }
    const file = this.#file(task.file);
    const fileName = file.name;
    if (task.kind === 'canvass') {
      const canvass = file.canvass(task.pollingDay);
      return atOnce((draft) => useCanvass(draft, { ...task.choice, canvass, fileName }));
    }
    const list = readAbsentFile(file.bytes, { fileName, pollingDay: task.pollingDay });
    return atOnce((draft) => useAbsentVoters(draft, list, { ...task.choice, fileName }));
  }

  *#readRegister({
    register,
    canvass,
    pollingDay,
    choice,
  }: Extract<Task, { kind: 'register' }>): Steps<(draft: Room) => Steps<RegisterResult>> {
    const file = this.#file(register);
    const layout = file.layout(missingFromRegister);
    const reading = yield* readInSteps(file, pollingDay);
    const answers = canvass && this.#file(canvass).canvass(pollingDay);
    return function* (draft) {
      const described = describe(draft, choice, reading, answers);
      let refused: RegisterRefused | null = null;
      const input = {
        ...choice,
        register: reading,
        layout: layout.name,
        fileName: file.name,
        canvass: answers,
        acceptRefused: false,
        whenRefused: (why: RegisterRefused) => {
          refused = why;
        },
      };
      const steps = importing(draft, input);
      let step = steps.next();
      while (!step.done) {
        yield { stage: 'writing', ...step.value };
        step = steps.next();
      }
      const why = plainly(refused);
      return { survey: { ...described, misread: why?.why ?? null, result: step.value }, refused: why };
    };
  }

  forget(id: string): void {
    this.#files.delete(id);
  }

  #file({ id, name, choice, bytes }: SentFile): StagedFile {
    const file = bytes ? StagedFile.inThread({ name, bytes }) : this.#files.get(id);
    if (!file) throw new Error('The thread was not given the file.');
    if (choice) file.choose(choice);
    this.#files.set(id, file);
    return file;
  }
}

function* readInSteps(file: StagedFile, pollingDay: string): Steps<RegisterReading> {
  const total = file.text().countLines();
  const reader = file.register(pollingDay);
  let step = reader.next();
  while (!step.done) {
    yield { stage: 'reading', done: step.value, total };
    step = reader.next();
  }
  return step.value;
}

/** Without progress, for what takes a few seconds at most. */
function atOnce<Result>(work: (draft: Room) => Result): (draft: Room) => Steps<Result> {
  // biome-ignore lint/correctness/useYield: it has one step, which is its end
  return function* (draft) {
    return work(draft);
  };
}

/** Errors lose what they carry on the way between threads. */
function plainly(refused: RegisterRefused | null): RegisterResult['refused'] {
  return (
    refused && {
      said: refused.said,
      why: refused.why,
      rejected: refused.rejected,
      warnings: refused.warnings,
    }
  );
}
