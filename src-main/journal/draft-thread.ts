import { basename } from 'node:path';
import { answerParent } from '../store/in-thread.ts';
import { type AskedInDraft, planInDraft } from './in-draft.ts';

/* The code of the thread that `in-draft.ts` starts. */

answerParent(planInDraft, ({ place }: AskedInDraft) => basename(place.room));
