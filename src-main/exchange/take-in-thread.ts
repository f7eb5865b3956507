import { basename } from 'node:path';
import { answerParent } from '../store/in-thread.ts';
import { type AskedTakeIn, planTakeIn } from './take-in-plan.ts';

/* The code of the thread that `take-in-beside.ts` starts. */

answerParent(planTakeIn, ({ room }: AskedTakeIn) => basename(room.file));
