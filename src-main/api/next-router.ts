import { z } from 'zod';
import { MOST_UNITS } from '../backup/new-passphrase.ts';
import { whatIsCarried } from '../next/carried.ts';
import { electionDay, startNextRoom, whyNotYet } from '../next/next-room.ts';
import { startedRoom, suggestedFile } from '../next/started-room.ts';
import { call as anyCall, notInPractice, t } from './calls.ts';
import { by } from './inputs.ts';

/** A practice has no next election. */
const call = anyCall.use(notInPractice);

/** The next election's room, started from this one. */
export const nextRouter = t.router({
  /** What would be carried on, and what a form begins with. */
  look: call.query(({ ctx: { room } }) => ({
    ...whatIsCarried(room),
    whyNot: whyNotYet(room),
    file: suggestedFile(room),
    electionDay: electionDay(room),
    hasPassphrase: room.isEncrypted,
    /** Whether the next room can have the same passphrase: not if only the recovery key is known. */
    canKeepPassphrase: room.key !== undefined && 'passphrase' in room.key,
  })),
  /** The one that was started last; null if none was. */
  started: call.query(({ ctx: { room } }) => startedRoom(room)),
  start: call
    .input(
      z.object({
        file: z.string().trim().min(1).max(1000),
        election: z.string().trim().max(100),
        passphrase: z.string().max(MOST_UNITS).nullable(),
        by,
      }),
    )
    .mutation(({ ctx: { room }, input }) => startNextRoom(room, input).file),
});
