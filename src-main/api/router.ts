import { backupRouter } from './backup-router.ts';
import { call, t } from './calls.ts';
import { doorRouter } from './door-router.ts';
import { electorsRouter } from './electors-router.ts';
import { journalRouter } from './journal-router.ts';
import { practiceRouter } from './practice-router.ts';
import { readiness } from './readiness.ts';
import { registerRouter } from './register-router.ts';
import { sheetsRouter } from './sheets-router.ts';
import { roomSummary } from './summary.ts';
import { turnoutRouter } from './turnout-router.ts';

/** The only door to a room: every host and every screen comes through here. */
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
  register: registerRouter,
  turnout: turnoutRouter,
  electors: electorsRouter,
  journal: journalRouter,
  sheets: sheetsRouter,
});

export type AppRouter = typeof router;
