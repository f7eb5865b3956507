import { z } from 'zod';
import { conflictCards } from '../journal/conflict-words.ts';
import { settleConflict } from '../journal/settle-conflict.ts';
import { wordsOf } from '../paper/words.ts';
import { call, t } from './calls.ts';
import { by, language } from './inputs.ts';

/** What laptops say differently, and what is right. */
export const conflictsRouter = t.router({
  list: call.input(z.object({ language })).query(async ({ ctx, input }) => {
    const words = await wordsOf(input.language ?? 'en');
    return conflictCards(ctx.room, words.t);
  }),
  /** Says which side, or which other choice, is right. */
  settle: call
    .input(z.object({ id: z.string().max(40), choice: z.string().max(40), by }))
    .mutation(({ ctx, input: { id, choice, by: who } }) => settleConflict(ctx.room, id, choice, who)),
});
