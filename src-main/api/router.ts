import { lazy } from '@trpc/server';
import { backupRouter } from './backup-router.ts';
import { call, t } from './calls.ts';
import { doorRouter } from './door-router.ts';
import { practiceRouter } from './practice-router.ts';
import { readiness } from './readiness.ts';
import { roomSummary } from './summary.ts';
import { turnoutRouter } from './turnout-router.ts';

/**
 * The only door to a room: every host and every screen comes through here. What Tally does without is loaded when it is
 * first asked for: a program that starts is usable sooner.
 */
export const router = t.router({
  door: doorRouter,
  backups: backupRouter,
  practice: practiceRouter,
  room: t.router({
    summary: call.query(({ ctx }) => roomSummary(ctx.room)),
    readiness: call.query(({ ctx }) => readiness(ctx.room)),
    /** Yields once at the start and again after each change of the room. */
    changes: call.subscription(async function* ({ ctx, signal }) {
      yield* ctx.room.changes.stream(signal);
    }),
  }),
  register: lazy(() => import('./register-router.ts').then((it) => it.registerRouter)),
  turnout: turnoutRouter,
  electors: lazy(() => import('./electors-router.ts').then((it) => it.electorsRouter)),
  journal: lazy(() => import('./journal-router.ts').then((it) => it.journalRouter)),
  sheets: lazy(() => import('./sheets-router.ts').then((it) => it.sheetsRouter)),
});

export type AppRouter = typeof router;
