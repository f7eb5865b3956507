import type { CodeMeaning } from '../../elector/code-meanings.ts';
import type { ElectionKind } from '../../elector/elections.ts';
import type { PollSettings } from '../../elector/voting-rules.ts';

/** A person's choices about files to be imported. */
export type ImportChoice = {
  fileId: string;
  canvassId?: string | undefined;
  /** Meanings of voting-intention codes, by code. */
  meanings: Record<string, CodeMeaning>;
  poll?: PollSettings | undefined;
  /** The polls that the promise of each code is for, if that was chosen; a code that is left out is for all. */
  promisesFor?: Record<string, ElectionKind[]> | undefined;
  acceptRefused: boolean;
  removeMissing: boolean;
  by: string;
};
