import { z } from 'zod';
import { call, t } from './calls.ts';

/** A practice: rehearsing the day with made-up electors. */
export const practiceRouter = t.router({
  /** null while there is none. */
  state: call.query(({ ctx }) => ctx.door.practice?.state() ?? null),
  start: call
    .input(z.object({ isAutomatic: z.boolean(), secondsBetween: z.number().min(0.05).max(600) }))
    .mutation(({ ctx, input: { isAutomatic, secondsBetween } }) =>
      ctx.door.startPractice({ isAutomatic, every: secondsBetween * 1000 }),
    ),
  entered: call
    .input(z.object({ id: z.int() }))
    .mutation(({ ctx, input }) => ctx.door.practice?.setEntered(input.id)),
  end: call.mutation(({ ctx }) => ctx.door.endPractice()),
});
