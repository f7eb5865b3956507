import { basename } from 'node:path';
import { initTRPC, TRPCError } from '@trpc/server';
import { english, type Message, say } from '../../src-shared/message.ts';
import { ElectorAsked } from '../register/typed-elector.ts';
import { explainFault } from '../store/faults.ts';
import { RegisterHeld, StepsUnderWay } from '../store/open-room.ts';
import { Refusal } from '../store/refusal.ts';
import { RoomLocked } from '../store/room-key.ts';
import type { ApiContext } from './context.ts';
import { PracticeOver } from './practices.ts';

export const t = initTRPC.context<ApiContext>().create({
  // Never sent to a screen: a stack may contain what was entered.
  isDev: false,
  errorFormatter: ({ shape, error }) => {
    const said = saidOf(error);
    const asks = error.cause instanceof ElectorAsked ? error.cause.asks : undefined;
    const isPracticeOver = error.cause instanceof PracticeOver;
    return { ...shape, message: english(said), data: { ...shape.data, said, asks, isPracticeOver } };
  },
});

/** A Refusal is written for people. Anything else is a fault in the program, and says no more than that. */
function saidOf({ cause, code }: TRPCError): Message {
  if (cause instanceof Refusal) return cause.said;
  if (code === 'BAD_REQUEST') return say('That was not understood. Check what you entered, then try again.');
  if (code === 'PAYLOAD_TOO_LARGE')
    return say('That is too much at once. Choose a smaller file, or enter fewer numbers.');
  return unexpected;
}

const unexpected = say(
  'Something went wrong in the program. Nothing you entered before is lost. Try again; if it happens again, restart Committee Room.',
);

/** A call that is answered even in a locked window. A Refusal becomes a refused call with the same message. */
export const lockedCall = t.procedure.use(async ({ ctx, next }) => {
  ensurePractice(ctx);
  const worked = ctx.practice?.room ?? ctx.door;
  const { changesMade } = worked;
  let result = await next();
  // It met an import between two of its steps. If it cannot have changed anything yet, it is repeated afterwards.
  while (!result.ok && result.error.cause instanceof StepsUnderWay && worked.changesMade === changesMade) {
    await worked.settled();
    result = await next();
  }
  // A change of the register waits for the import that is being applied.
  while (!result.ok && result.error.cause instanceof RegisterHeld && worked.changesMade === changesMade) {
    await result.error.cause.until;
    result = await next();
  }
  if (result.ok) return result;
  // The practice may have ended during the call.
  ensurePractice(ctx);
  // A query is not inside a change, which would have explained a damaged file or a bad disk.
  const cause = explainFault(result.error.cause, basename(worked.file));
  if (cause instanceof Refusal) throw refused(cause);
  return result;
});

/** A call that needs no open room. */
export const doorCall = lockedCall.use(({ ctx, next }) => {
  if (!ctx.door.isScreenLocked) return next();
  throw refused(new RoomLocked(say('The room is locked. Type its passphrase to go on.')));
});

/** @throws TRPCError if the window is in a practice that has ended. */
function ensurePractice(ctx: ApiContext): void {
  try {
    void ctx.practice;
  } catch (error) {
    throw error instanceof PracticeOver ? refused(error) : error;
  }
}

/** All other calls. They wait until no import is being written. */
export const call = doorCall.use(async ({ ctx, next }) => {
  await ctx.room.settled();
  return next();
});

/** For calls about the real room itself, such as its backups: they are refused in a practice. */
export const notInPractice = t.middleware(({ ctx, next }) => {
  if (ctx.practiceId === null) return next();
  throw refused(new Refusal(say('This is the practice. End it first, to come back to your own room.')));
});

function refused(cause: Refusal): TRPCError {
  const code = cause instanceof RoomLocked ? 'UNAUTHORIZED' : 'PRECONDITION_FAILED';
  return new TRPCError({ code, message: cause.message, cause });
}
