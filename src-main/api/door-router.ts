import { z } from 'zod';
import { drawRecoveryPaper } from '../sheets/recovery-paper.ts';
import { Refusal } from '../store/refusal.ts';
import { recoveryKey } from '../store/room-key.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { call, doorCall, t } from './calls.ts';

const secret = z.string().max(500);

/** The room's own lock: before anything else of it can be asked. */
export const doorRouter = t.router({
  state: doorCall.query(({ ctx: { door } }) => ({
    isLocked: door.isLocked,
    canRemember: door.canRemember,
    isEncrypted: door.isLocked || door.room.isEncrypted,
    /** Somebody has said that this room is to go without a passphrase. */
    isDeclined: !door.isLocked && readSetting(door.room, 'passphrase') === 'declined',
  })),
  unlock: doorCall
    .input(z.object({ passphrase: secret.optional(), recoveryKey: secret.optional(), remember: z.boolean() }))
    .mutation(({ ctx, input: { passphrase, recoveryKey: printed, remember } }) => {
      if (printed !== undefined) ctx.door.unlock({ recoveryKey: printed }, remember);
      else ctx.door.unlock({ passphrase: passphrase ?? '' }, remember);
    }),
  /** Sets the passphrase and gives the recovery key, as a text and as a page to print (PDF, base64). */
  setPassphrase: call
    .input(z.object({ passphrase: secret, remember: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      ctx.door.setPassphrase(input.passphrase, input.remember);
      const key = recoveryKey(ctx.door.file, input.passphrase);
      const pdf = await drawRecoveryPaper(ctx.door.file, key);
      return { recoveryKey: key, base64: Buffer.from(pdf).toString('base64') };
    }),
  removePassphrase: call.mutation(({ ctx }) => {
    ctx.door.setPassphrase(null, false);
    ctx.room.change(() => writeSetting(ctx.room, 'passphrase', 'declined'));
  }),
  decline: call.mutation(({ ctx }) => {
    if (ctx.room.isEncrypted) throw new Refusal('This room has a passphrase already.');
    ctx.room.change(() => writeSetting(ctx.room, 'passphrase', 'declined'));
  }),
});
