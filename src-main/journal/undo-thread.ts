import { basename } from 'node:path';
import { answerParent } from '../store/in-thread.ts';
import { type LongUndo, planLongUndo } from './long-undo.ts';

/* The code of the thread that `long-undo.ts` starts. */

answerParent(planLongUndo, ({ place }: LongUndo) => basename(place.room));
