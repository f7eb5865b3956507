import { z } from 'zod';
import { pickedFolder, pickFolder } from '../backup/backup-places.ts';
import { clearToDoAgain, toDoAgain } from '../backup/to-do-again.ts';
import { wordsOf } from '../paper/words.ts';
import { call as anyCall, doorCall, notInPractice, t } from './calls.ts';
import { language } from './inputs.ts';

/** A practice has no backups. */
const call = anyCall.use(notInPractice);

/** The room's backups. */
export const backupRouter = t.router({
  state: call.query(({ ctx }) => ({
    picked: pickedFolder(ctx.room),
    folders: ctx.backups.states(),
    newer: ctx.backups.newer(),
  })),
  /** Dangers to the room. This call needs no open room, since the room's file may be what is in danger. */
  dangers: doorCall.query(({ ctx }) => ctx.watch.dangers()),
  /** The battery's state, reported by the browser. */
  battery: doorCall
    .input(z.object({ percent: z.int().min(0).max(100), discharging: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.watch.tellBattery(input)),
  make: call.mutation(async ({ ctx }) => {
    await ctx.backups.backUp();
    return ctx.backups.states();
  }),
  pickFolder: call
    .input(z.object({ folder: z.string().max(1000).nullable() }))
    .mutation(({ ctx, input }) => pickFolder(ctx.room, input.folder)),
  /** What a restore could not bring back. */
  toDoAgain: call
    .input(z.object({ language }))
    .query(async ({ ctx, input }) => toDoAgain(ctx.room, (await wordsOf(input.language ?? 'en')).t)),
  clearToDoAgain: call.mutation(({ ctx }) => clearToDoAgain(ctx.room)),
});
