import { basename } from 'node:path';
import { answerParent } from '../../store/in-thread.ts';
import { type AskedJoin, planJoin } from './join-plan.ts';

/* The code of the thread that `join-day.ts` starts. */

answerParent(planJoin, ({ file }: AskedJoin) => basename(file));
