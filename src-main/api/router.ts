import { z } from 'zod';
import { listStreets, makeSheetsInSteps } from '../sheets/make-sheets.ts';
import { drawStatus } from '../sheets/status-paper.ts';
import { call, t } from './calls.ts';
import { electorsRouter } from './electors-router.ts';
import { by } from './inputs.ts';
import { journalRouter } from './journal-router.ts';
import { registerRouter } from './register-router.ts';
import { roomSummary } from './summary.ts';
import { turnoutRouter } from './turnout-router.ts';

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
  turnout: turnoutRouter,
  electors: electorsRouter,
  journal: journalRouter,
  sheets: t.router({
    streets: call.query(({ ctx }) => listStreets(ctx.room)),
    /** How it stands on one page, as a PDF in base64. */
    status: call.query(async ({ ctx }) => Buffer.from(await drawStatus(ctx.room)).toString('base64')),
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
