import { z } from 'zod';
import { electorHistory } from '../journal/read-journal.ts';
import { wordsOf } from '../paper/words.ts';
import { electorRecord, pastOf } from '../register/by-hand.ts';
import { searchElectors } from '../register/search.ts';
import { call, t } from './calls.ts';
import { language } from './inputs.ts';

/** Finding and editing electors. */
export const electorsRouter = t.router({
  search: call
    .input(z.object({ text: z.string().max(200), limit: z.int().min(1).max(200) }))
    .query(({ ctx, input }) => searchElectors(ctx.room, input.text, input.limit)),
  card: call.input(z.object({ id: z.int(), language })).query(async ({ ctx, input }) => {
    const words = await wordsOf(input.language ?? 'en');
    return {
      elector: electorRecord(ctx.room, input.id),
      past: pastOf(ctx.room, input.id),
      history: electorHistory(ctx.room, input.id, words.t),
    };
  }),
});
