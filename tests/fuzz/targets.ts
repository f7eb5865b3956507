import { calls } from './calls.ts';
import { mappings } from './mappings.ts';
import { numbers } from './numbers.ts';
import { registers } from './registers.ts';
import { roomFiles } from './room-files.ts';
import { secretFiles } from './secret-files.ts';
import { sharedFiles } from './shared-files.ts';
import { spreadsheets } from './spreadsheets.ts';
import { storedValues } from './stored-values.ts';
import type { Target } from './target.ts';
import { workbooks } from './workbooks.ts';

/** Everything that is fuzzed. */
export const TARGETS: readonly Target[] = [
  numbers,
  registers,
  workbooks,
  mappings,
  secretFiles,
  calls,
  roomFiles,
  sharedFiles,
  storedValues,
  spreadsheets,
];
