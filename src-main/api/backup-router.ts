import { z } from 'zod';
import { pickedFolder, pickFolder } from '../backup/backup-places.ts';
import { call, t } from './calls.ts';

/** The copies of the room that are kept as it goes. */
export const backupRouter = t.router({
  state: call.query(({ ctx }) => ({
    picked: pickedFolder(ctx.room),
    folders: ctx.backups.states(),
    newer: ctx.backups.newer(),
  })),
  make: call.mutation(async ({ ctx }) => {
    await ctx.backups.backUp();
    return ctx.backups.states();
  }),
  pickFolder: call
    .input(z.object({ folder: z.string().max(1000).nullable() }))
    .mutation(({ ctx, input }) => pickFolder(ctx.room, input.folder)),
});
