import { z } from 'zod';
import { cardsOfGroup, conflictCards } from '../journal/conflicts/conflict-words.ts';
import { runSettle } from '../journal/conflicts/settle-many.ts';
import { wordsOf } from '../paper/words.ts';
import { call, t } from './calls.ts';
import { by, language } from './inputs.ts';

/** What laptops say differently, and what is right. */
export const conflictsRouter = t.router({
  list: call.input(z.object({ language })).query(async ({ ctx, input }) => {
    const words = await wordsOf(input.language ?? 'en');
    return conflictCards(ctx.room, words.t);
  }),
  /** Some of those that are listed as one. */
  ofGroup: call
    .input(
      z.object({ id: z.string().max(40), from: z.int().min(0), most: z.int().min(1).max(100), language }),
    )
    .query(async ({ ctx, input: { id, language: wanted, ...which } }) => {
      const words = await wordsOf(wanted ?? 'en');
      return cardsOfGroup(ctx.room, id, which, words.t);
    }),
  /** Says which side, or which other choice, is right: of one, or of all in a group. */
  settle: call
    .input(z.object({ id: z.string().max(40), choice: z.string().max(40), by }))
    .mutation(({ ctx, input: { id, choice, by: who } }) => runSettle(ctx.room, id, choice, who)),
});
