import { z } from 'zod';
import { MOST_TYPED } from '../../src-shared/limits.ts';
import { keepDraft, passDraft, windowDrafts } from '../store/window-drafts.ts';
import { call, t } from './calls.ts';

const window = z.string().min(8).max(64);
const part = z.string().min(1).max(40);

/** What windows have typed and not entered yet. */
export const draftsRouter = t.router({
  all: call.query(({ ctx }) => windowDrafts(ctx.room)),
  keep: call
    .input(z.object({ window, part, typed: z.string().max(MOST_TYPED).nullable() }))
    .mutation(({ ctx, input }) => keepDraft(ctx.room, input.window, input.part, input.typed)),
  pass: call
    .input(z.object({ from: window, to: window, part }))
    .mutation(({ ctx, input }) => passDraft(ctx.room, input.from, input.to, input.part)),
});
