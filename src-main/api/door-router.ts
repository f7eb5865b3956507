import { basename } from 'node:path';
import { z } from 'zod';
import { say } from '../../src-shared/message.ts';
import { MOST_UNITS } from '../backup/new-passphrase.ts';
import { drawRecoveryPaper } from '../paper/recovery-paper.ts';
import { wordsOf } from '../paper/words.ts';
import { readFileOf } from '../store/file/read-file-of.ts';
import { Refusal } from '../store/refusal.ts';
import { rawKeyOf } from '../store/room-key.ts';
import { isNameOf } from '../store/room-name.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { call as anyCall, doorCall as anyDoorCall, lockedCall, notInPractice, t } from './calls.ts';
import { by, language } from './inputs.ts';

/** A practice has no door. */
const call = anyCall.use(notInPractice);
const doorCall = anyDoorCall.use(notInPractice);

const secret = z.string().max(MOST_UNITS);
/** Backups with another passphrase than the room's, or in one more folder. */
const asked = z.object({ passphrase: secret.optional(), folder: z.string().max(1000).optional() });

const destroying = z.object({ name: z.string().max(255), by, language });

/** @throws Refusal if the name of the room's file was not typed. */
function ensureMeant(typed: string, file: string): void {
  if (isNameOf(typed, file)) return;
  throw new Refusal(
    say('To destroy the room, type its name as it is shown above: {{name}}.', { name: basename(file) }),
  );
}

/** The room's door. These calls work before the room is open. */
export const doorRouter = t.router({
  unlock: lockedCall
    .input(z.object({ passphrase: secret.optional(), recoveryKey: secret.optional(), remember: z.boolean() }))
    .mutation(async ({ ctx, input: { passphrase, recoveryKey: printed, remember } }) => {
      const key = printed === undefined ? { passphrase: passphrase ?? '' } : { recoveryKey: printed };
      await ctx.door.unlock(key, remember);
    }),
  /** Closes the screens of every window until somebody types the passphrase. */
  lock: anyDoorCall.mutation(({ ctx }) => ctx.door.lockScreens()),
  /** Checks whether a room whose file was missing is back. */
  openAgain: doorCall.mutation(({ ctx }) => ctx.door.openAgain()),
  backups: doorCall.input(asked).query(({ ctx: { door }, input }) => door.backups(input)),
  /** What restoring a backup would do with what was entered since. */
  countLater: doorCall
    .input(asked.extend({ file: z.string().max(2000) }))
    .query(({ ctx: { door }, input: { file, ...how } }) => door.countLater(file, how)),
  restore: doorCall
    .input(asked.extend({ file: z.string().max(2000), language }))
    .mutation(({ ctx: { door }, input: { file, language: wanted, ...how } }) =>
      door.restore(file, how, wanted ?? 'en'),
    ),
  /** Destroys the room. To confirm, the user types the name of its file. Returns the certificate as text. */
  destroy: call
    .input(destroying.extend({ certificateFile: z.string().trim().min(1).max(1000).optional() }))
    .mutation(async ({ ctx: { door }, input: { name, by: who, language: wanted, certificateFile } }) => {
      ensureMeant(name, door.file);
      return door.destroy(who, wanted ?? 'en', certificateFile);
    }),
  /** The certificate for the other laptops once more, to be saved on a stick. */
  certificateForLaptops: doorCall.query(({ ctx: { door } }) => {
    const file = door.certificateForLaptops;
    if (file === null) throw new Refusal(say('No other laptop needs a certificate of this room.'));
    return { name: basename(file), base64: readFileOf(file).toString('base64') };
  }),
  filesHeld: call.query(({ ctx: { door } }) => door.filesHeld()),
  /** The same for a room that nobody can open any more. */
  destroyUnopened: doorCall.input(destroying).mutation(async ({ ctx: { door }, input }) => {
    ensureMeant(input.name, door.file);
    return door.destroyUnopened(input.by, input.language ?? 'en');
  }),
  filesOfUnopened: doorCall.query(({ ctx: { door } }) => ({
    name: basename(door.file),
    ...door.filesOfUnopened(),
  })),
  /** Sets the passphrase. `present` is the one before, if there is one. Returns the copies that still have that. */
  setPassphrase: call
    .input(z.object({ present: secret, passphrase: secret, remember: z.boolean() }))
    .mutation(async ({ ctx: { door }, input }) => {
      await door.ensureKnown(input.present);
      return door.setPassphrase(input.passphrase, input.remember);
    }),
  removePassphrase: call
    .input(z.object({ present: secret }))
    .mutation(async ({ ctx: { door, room }, input }) => {
      await door.ensureKnown(input.present);
      await door.setPassphrase(null, false);
      room.change(() => writeSetting(room, 'passphrase', 'declined'));
    }),
  /**
   * The recovery key, as text and as a page to print (PDF, base64), until somebody has said that it is on paper. Then
   * null: only another passphrase gives another key.
   */
  recoveryKey: call.input(z.object({ language })).query(async ({ ctx: { door, room }, input }) => {
    if (!room.key || readSetting(room, 'recovery_key') !== 'not on paper') return null;
    const key = rawKeyOf(room.db, room.key);
    if (!('recoveryKey' in key)) return null;
    const pdf = await drawRecoveryPaper(door.file, key.recoveryKey, await wordsOf(input.language ?? 'en'));
    return { recoveryKey: key.recoveryKey, base64: Buffer.from(pdf).toString('base64') };
  }),
  recoveryKeyOnPaper: call.mutation(({ ctx: { room } }) =>
    room.change(() => writeSetting(room, 'recovery_key', '')),
  ),
  decline: call.mutation(({ ctx }) => {
    if (ctx.room.isEncrypted) throw new Refusal(say('This room has a passphrase already.'));
    ctx.room.change(() => writeSetting(ctx.room, 'passphrase', 'declined'));
  }),
});
