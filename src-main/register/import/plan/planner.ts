import type { Message } from '../../../../src-shared/message.ts';
import { type DraftPlace, openDraft } from '../../../store/draft/draft.ts';
import type { Gate } from '../../../store/draft/gate.ts';
import type { RegisterReading } from '../../file/read-register.ts';
import { type ReadingChoice, StagedFile } from '../../file/staged-file.ts';
import { countLines } from '../../file/understand.ts';
import { missingFromRegister } from '../../file/wanted-columns.ts';
import { COUNTED } from '../../street-counts.ts';
import type { ImportProgressStep, LineNote, Misread, Survey } from '../../types.ts';
import { importing } from '../import.ts';
import type { RegisterRefused } from '../misread.ts';
import type { ImportChoice } from './choice.ts';
import { type Plan, planFrom } from './plan.ts';
import { describe } from './survey.ts';

/** A staged file, for the thread that reads it. What the thread has already is null. */
export type SentFile = { id: string; name: string; bytes: Uint8Array | null; choice: ReadingChoice | null };

export type PlanRequest = {
  place: DraftPlace;
  register: SentFile;
  canvass: SentFile | undefined;
  /** ISO date, by which dates of the file are understood. */
  pollingDay: string;
  choice: Pick<ImportChoice, 'meanings' | 'poll' | 'removeMissing' | 'by'>;
};

/** What an import would do, and how the room is made so. */
export type PlannedImport = {
  plan: Plan;
  survey: Survey;
  /** Why the register is refused, unless refused lines are left out. */
  refused: { said: Message; why: Misread; rejected: LineNote[]; warnings: LineNote[] } | null;
};

/** Reads staged files and plans their import on a draft of the room. It keeps what it has read for the next plan. */
export class Planner {
  readonly #files = new Map<string, StagedFile>();

  /**
   * Yields progress. To stop it between two steps, call `return(null)`; the draft is closed then.
   * @throws Refusal if the files cannot be imported.
   */
  *plan(
    { place, register, canvass, pollingDay, choice }: PlanRequest,
    gate: Gate,
  ): Generator<ImportProgressStep, PlannedImport | null> {
    const file = this.#file(register);
    const layout = file.layout(missingFromRegister);
    const reading = yield* this.#read(file, pollingDay);
    const answers = canvass && this.#file(canvass).canvass();
    const draft = openDraft(place, COUNTED, gate);
    try {
      const described = describe(draft.room, choice, reading, answers);
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
      const steps = importing(draft.room, input);
      let step = steps.next();
      while (!step.done) {
        yield { stage: 'writing', ...step.value };
        step = steps.next();
      }
      const plan = planFrom(draft);
      const why = plainly(refused);
      return { plan, survey: { ...described, misread: why?.why ?? null, result: step.value }, refused: why };
    } finally {
      draft.close();
    }
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

  *#read(file: StagedFile, pollingDay: string): Generator<ImportProgressStep, RegisterReading> {
    const total = countLines(file.decoded().text);
    const reader = file.register(pollingDay);
    let step = reader.next();
    while (!step.done) {
      yield { stage: 'reading', done: step.value, total };
      step = reader.next();
    }
    return step.value;
  }
}

/** Errors lose what they carry on the way between threads. */
function plainly(refused: RegisterRefused | null): PlannedImport['refused'] {
  return (
    refused && {
      said: refused.said,
      why: refused.why,
      rejected: refused.rejected,
      warnings: refused.warnings,
    }
  );
}
