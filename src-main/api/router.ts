import { z } from 'zod';
import { listStreets, makeSheetsInSteps } from '../sheets/make-sheets.ts';
import { readBoard } from '../turnout/board.ts';
import { markNumbers, undoNumbers } from '../turnout/mark.ts';
import { recentEntries, resolveNumber } from '../turnout/resolve.ts';
import { call, t } from './calls.ts';
import { by, districtCode } from './inputs.ts';
import { registerRouter } from './register-router.ts';
import { roomSummary } from './summary.ts';

const entryInput = z.object({
  text: z.string().max(20_000),
  district: districtCode.optional(),
  by,
  /** Made once by the screen for each entry, so that a retry of the same call marks nothing twice. */
  commandId: z.uuid(),
});

/** The only door to a room: every host and every screen comes through here. */
export const router = t.router({
  room: t.router({
    summary: call.query(({ ctx }) => roomSummary(ctx.room)),
    /** Yields once at the start and again after each change of the room. */
    changes: call.subscription(async function* ({ ctx, signal }) {
      yield* ctx.room.changes.stream(signal);
    }),
  }),
  register: registerRouter,
  turnout: t.router({
    resolve: call
      .input(z.object({ text: z.string().max(200), district: districtCode.optional() }))
      .query(({ ctx, input }) => resolveNumber(ctx.room, input.text, input.district)),
    mark: call.input(entryInput).mutation(({ ctx, input }) => markNumbers(ctx.room, input)),
    undo: call.input(entryInput).mutation(({ ctx, input }) => undoNumbers(ctx.room, input)),
    recent: call
      .input(z.object({ limit: z.int().min(1).max(500) }))
      .query(({ ctx, input }) => recentEntries(ctx.room, input.limit)),
    board: call
      .input(z.object({ by: z.enum(['street', 'district', 'hour']) }))
      .query(({ ctx, input }) => readBoard(ctx.room, input.by)),
  }),
  sheets: t.router({
    streets: call.query(({ ctx }) => listStreets(ctx.room)),
    make: call
      .input(
        z.object({
          streetIds: z.array(z.int()).min(1).max(20_000),
          round: z.int().min(1).max(99).optional(),
          order: z.enum(['walk', 'street']),
          doors: z.enum(['walk', 'worth']).optional(),
          by,
        }),
      )
      .subscription(async function* ({ ctx, input, signal }) {
        yield* makeSheetsInSteps(ctx.room, input, input.by, signal);
      }),
  }),
});

export type AppRouter = typeof router;
