import type { CodeMeaning } from '../../../src-main/register/elector/code-meanings.ts';
import type { PollSettings } from '../../../src-main/register/elector/voting-rules.ts';
import type { CanvassResult } from '../../../src-main/register/import/canvass-import.ts';
import type { ImportResult, Survey, SurveyStep, Understanding } from '../../../src-main/register/types.ts';
import type { FoundLater } from '../../../src-main/turnout/set-aside.ts';
import type { OnlyFor } from '../promise-codes.ts';

/** The questions between a file and its import, one at a time; `check` shows all answers before it is imported. */
export const STEPS = ['understood', 'canvass', 'promises', 'poll', 'polls', 'check'] as const;
export type StepId = (typeof STEPS)[number];

type Progress = Exclude<SurveyStep, { stage: 'done' }>;

/** The check of the whole file: its progress, its result, or why it failed. */
type Surveying =
  | { at: 'waiting' }
  | { at: 'running'; step: Progress | null; last: Survey | null }
  | { at: 'done'; survey: Survey }
  | { at: 'failed'; sentence: string };

/** What a canvass file alone would change. */
export type Planning =
  | { at: 'waiting' }
  | { at: 'running'; last: CanvassResult | null }
  | { at: 'done'; plan: CanvassResult }
  | { at: 'failed'; sentence: string };

/** What was chosen about a file, apart from the file. */
export type Answers = {
  /** What voting-intention codes are to mean, where that was chosen here. */
  meanings: Record<string, CodeMeaning>;
  poll: PollSettings;
  /** The polls that the promise of each code is for, once that was chosen here. */
  promisesFor?: OnlyFor | undefined;
  removeMissing: boolean;
  /** Values that are asked about stay without an answer. */
  isLeftOpen: boolean;
  /** The question that is open. */
  step: StepId;
  /** The questions that were answered, and those that were skipped by name. */
  answered: readonly StepId[];
  skipped: readonly StepId[];
};

/** Files shown and not yet imported, with what was chosen about them. */
export type Understood = Answers & {
  at: 'understood';
  register: Understanding;
  canvass: Understanding | null;
  /** Name of the canvass file being read. */
  readingCanvass: string | null;
  surveying: Surveying;
  /** In the place of the survey, if the file is a canvass and not a register. */
  planning: Planning;
  /** It is being imported, which takes too little time to show progress. */
  isImporting: boolean;
  /** What went wrong with the last call to the room, for people. */
  sentence: string | null;
  /** Why the open question is not answered yet, after somebody wanted to go on. */
  refusal: string | null;
};

export type Importing = { at: 'importing'; from: Understood; step: Progress | null };

export type Flow =
  | { at: 'start' }
  | { at: 'staging'; fileName: string }
  | { at: 'refused'; fileName: string; sentence: string }
  | Understood
  | Importing
  | { at: 'done'; result: ImportResult; foundLater: FoundLater[] }
  | { at: 'canvass done'; fileName: string; result: CanvassResult };
