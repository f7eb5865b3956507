import { initTRPC, TRPCError } from '@trpc/server';
import { z } from 'zod';
import { runImport, stageRegister, stageSample } from '../register/staging.ts';
import { listStreets, makeSheetsInSteps } from '../sheets/make-sheets.ts';
import { Refusal } from '../store/refusal.ts';
import { readBoard } from '../turnout/board.ts';
import { markNumbers, undoNumbers } from '../turnout/mark.ts';
import { recentEntries, resolveNumber } from '../turnout/resolve.ts';
import type { ApiContext } from './context.ts';
import { roomSummary } from './summary.ts';

const t = initTRPC.context<ApiContext>().create({
  // No stack goes to a screen: it may hold what was entered.
  isDev: false,
  // A laptop that slept has dead connections; pings find them out.
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  errorFormatter: ({ shape, error }) => ({ ...shape, message: sentenceFor(error, shape.message) }),
});

/** A Refusal is written for people; anything else is a fault of ours, and says no more than that. */
function sentenceFor({ cause, code }: TRPCError, message: string): string {
  if (cause instanceof Refusal) return message;
  if (code === 'BAD_REQUEST')
    return 'The room could not make sense of that. Check what you entered, then try again.';
  if (code === 'PAYLOAD_TOO_LARGE')
    return 'That is too much at once. Choose a smaller file, or enter fewer numbers.';
  return unexpected;
}

const unexpected =
  'Something went wrong in the program. Nothing you entered before is lost. Try again; if it happens again, restart Committee Room.';

/** Every call: a Refusal of the trade becomes a refused call with the same sentence. */
const call = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof Refusal) {
    throw new TRPCError({
      code: 'PRECONDITION_FAILED',
      message: result.error.cause.message,
      cause: result.error.cause,
    });
  }
  return result;
});

const by = z.string().trim().max(80);
const districtCode = z.string().trim().max(20);
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
  register: t.router({
    stage: call
      .input(z.object({ name: z.string().max(255), base64: z.base64() }))
      .mutation(({ ctx, input }) =>
        stageRegister(ctx.staged, input.name, Buffer.from(input.base64, 'base64')),
      ),
    stageSample: call
      .input(z.object({ electors: z.int().min(1).max(100_000) }))
      .mutation(({ ctx, input }) => stageSample(ctx.staged, input.electors)),
    import: call
      .input(
        z.object({
          fileId: z.uuid(),
          canvassId: z.uuid().optional(),
          promises: z.array(z.string().max(40)).max(100),
          acceptRefused: z.boolean(),
          by,
        }),
      )
      .subscription(async function* ({ ctx, input, signal }) {
        yield* runImport(ctx.room, ctx.staged, input, signal);
      }),
  }),
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
          by,
        }),
      )
      .subscription(async function* ({ ctx, input, signal }) {
        yield* makeSheetsInSteps(ctx.room, input, input.by, signal);
      }),
  }),
});

export type AppRouter = typeof router;
