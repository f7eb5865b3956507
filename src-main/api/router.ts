import { lazy } from '@trpc/server';
import { call, lockedCall, t } from './calls.ts';
import { doorState } from './door-state.ts';
import { roomSummary } from './summary.ts';

/**
 * The only way to a room for every host and screen. Parts that the first screen does not need are loaded at their
 * first call, so that the program starts sooner.
 */
export const router = t.router({
  room: t.router({
    door: lockedCall.query(({ ctx }) => doorState(ctx)),
    summary: call.query(({ ctx }) => roomSummary(ctx.room)),
    readiness: call.query(async ({ ctx }) => (await import('./readiness.ts')).readiness(ctx.room)),
    /** Yields once at the start, and again after each change of the room. */
    changes: call.subscription(async function* ({ ctx, signal }) {
      yield* ctx.room.changes.stream(signal);
    }),
  }),
  door: lazy(() => import('./door-router.ts').then((it) => it.doorRouter)),
  next: lazy(() => import('./next-router.ts').then((it) => it.nextRouter)),
  backups: lazy(() => import('./backup-router.ts').then((it) => it.backupRouter)),
  practice: lazy(() => import('./practice-router.ts').then((it) => it.practiceRouter)),
  register: lazy(() => import('./register-router.ts').then((it) => it.registerRouter)),
  turnout: lazy(() => import('./turnout-router.ts').then((it) => it.turnoutRouter)),
  electors: lazy(() => import('./electors-router.ts').then((it) => it.electorsRouter)),
  journal: lazy(() => import('./journal-router.ts').then((it) => it.journalRouter)),
  conflicts: lazy(() => import('./conflicts-router.ts').then((it) => it.conflictsRouter)),
  laptops: lazy(() => import('./laptops-router.ts').then((it) => it.laptopsRouter)),
  drafts: lazy(() => import('./drafts-router.ts').then((it) => it.draftsRouter)),
  sheets: lazy(() => import('./sheets-router.ts').then((it) => it.sheetsRouter)),
});

export type AppRouter = typeof router;
