import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import { destroyReplica, replicaNamed } from '../backup/destroy-replica.ts';
import { inWords } from '../backup/destroy-room.ts';
import { owesCertificate } from '../backup/other-laptops.ts';
import { certificateOfReplica } from '../backup/replicas-gone.ts';
import { readConstituency } from '../exchange/constituency.ts';
import { prepareLaptop } from '../exchange/copy-room.ts';
import { askForEnding, beforeTheEnd, notShared, readEnding, takeBackEnding } from '../exchange/ending.ts';
import { type JoinChoice, joinDay, previewJoin } from '../exchange/joining/join-day.ts';
import { type CertificateRead, certificateIn, keepCertificate } from '../exchange/keep-certificate.ts';
import { makePairingFile } from '../exchange/pairing-file.ts';
import { type Chosen, inRoomOf, meetRoom } from '../exchange/replicas.ts';
import { shareContent, shareTo } from '../exchange/share.ts';
import { isOnDiskOf, suggestedFiles } from '../exchange/suggested-files.ts';
import type { TakenIn } from '../exchange/take-in.ts';
import { lookBeside, takeInBeside } from '../exchange/take-in-beside.ts';
import { conflictsByKind } from '../journal/conflicts/conflicts-by-kind.ts';
import { awaitedFrom } from '../journal/conflicts/two-registers.ts';
import { wordsOf } from '../paper/words.ts';
import { readFileOf } from '../store/file/read-file-of.ts';
import { entriesByDevice } from '../store/journal/journal.ts';
import { heardUpTo } from '../store/laptops/heard.ts';
import {
  keepRegisterHere,
  putBackOnList,
  registerKeeper,
  renameLaptop,
  takeOffList,
} from '../store/laptops/laptops.ts';
import { replicas } from '../store/laptops/replicas.ts';
import type { Room } from '../store/room.ts';
import { readSetting } from '../store/settings.ts';
import { call as anyCall, notInPractice, t } from './calls.ts';
import { by, districtCode, fileInput, language } from './inputs.ts';

/** A practice is on one laptop. */
const call = anyCall.use(notInPractice);
const laptopName = z.string().trim().min(1).max(40);
const ofLaptop = z.object({ device: z.string().max(100), by });
const file = z.string().trim().min(1).max(1000);
/** Where a file for other laptops goes; null if the window saves what comes, as a browser does. */
const saved = file.nullable();

/** The copy of another laptop's room, what opens it, and who is who. */
const joining = fileInput.extend({
  secret: z.string().max(500),
  answers: z.record(z.string().max(100), z.string().max(100)),
});

/** The other laptops of this day, and the files that they exchange. */
export const laptopsRouter = t.router({
  state: call.query(({ ctx: { room } }) => ({
    laptops: heardUpTo(room),
    /** The device that keeps the register; null while every laptop may import one. */
    keeper: registerKeeper(room)?.device ?? null,
    /** The laptop whose register people have chosen of several, if another one is here. */
    awaited: awaitedFrom(room),
    /** The laptop whose copy was begun and never finished. */
    unfinished: readSetting(room, 'preparing'),
    /** What this laptop is called if nobody says otherwise. */
    ownName: hostname(),
    /** How many entries each device has written, so far as they are here. */
    entries: entriesByDevice(room.db),
    isEncrypted: room.isEncrypted,
    /** How many rooms were introduced to this one. */
    rooms: replicas(room).length,
    files: suggestedFiles(room),
  })),
  prepare: call
    .input(z.object({ file: saved, name: laptopName, ownName: laptopName.optional(), by }))
    .mutation(({ ctx: { room }, input }) =>
      forWindow(room, prepareLaptop(room, input.file, input.name, input.by, input.ownName)),
    ),
  share: call
    .input(z.object({ file: saved, by }))
    .mutation(({ ctx: { room }, input }) =>
      forWindow(
        room,
        input.file === null
          ? shareContent(room, input.by)
          : shareTo(room, resolve(dirname(room.file), input.file), input.by),
      ),
    ),
  /** What a shared file would bring, or what a certificate says. Nothing is changed. */
  look: call.input(fileInput).mutation(({ ctx: { room }, input }): Promise<Comes> => {
    const file = chosen(input);
    return inRoomOf(room, file, async (of, name) => {
      const certificate = certificateIn(of, file.content);
      if (certificate) return { room: name, certificate, shared: null };
      return { room: name, shared: counted(await lookBeside(of, file.content)), certificate: null };
    });
  }),
  takeIn: call.input(fileInput.extend({ by })).mutation(({ ctx: { room }, input }): Promise<Comes> => {
    const file = chosen(input);
    return inRoomOf(room, file, async (of, name) => {
      const certificate = certificateIn(of, file.content);
      if (!certificate)
        return { room: name, shared: counted(await takeInBeside(of, file.content)), certificate: null };
      keepCertificate(of, certificate.says, input.by);
      return { room: name, certificate, shared: null };
    });
  }),
  /** How the end of the day goes on its laptops; null in a room of one laptop. */
  ending: call.query(({ ctx: { room } }) => {
    const ending = readEnding(room);
    return (
      ending && {
        ...ending,
        before: beforeTheEnd(ending),
        /** What the others do not have, in numbers; null if they have all, or this laptop destroys last. */
        notShared: notShared(ending),
        /** Where the certificate for the others may go; null if they need none. */
        certificate: owesCertificate(ending) ? suggestedFiles(room).certificate : null,
      }
    );
  }),
  /** The rooms that were introduced to this one and whose laptops are asked to destroy their day. */
  roomsToDestroy: call.query(({ ctx: { room } }) =>
    replicas(room).flatMap((replica) =>
      replica.asked
        ? [{ room: replica.name, asked: replica.asked, certificate: certificateOfReplica(room, replica) }]
        : [],
    ),
  ),
  /** Destroys what is here of such a room. Returns the certificate as text, and the one for that room's laptops. */
  destroyReplica: call
    .input(z.object({ room: z.string().max(200), file: saved, by, language }))
    .mutation(async ({ ctx: { room }, input }) => {
      const words = await wordsOf(input.language ?? 'en');
      const file = input.file ?? certificateOfReplica(room, replicaNamed(room, input.room));
      const certificate = await destroyReplica(room, input.room, {
        by: input.by,
        language: input.language ?? 'en',
        certificateFile: file,
      });
      // One that was interrupted is finished with the file that was chosen then.
      const written = certificate.others?.certificateFile ?? file;
      return {
        certificate: inWords(certificate, words),
        ...forWindow(
          room,
          input.file === null && existsSync(written)
            ? { file: basename(written), content: readFileOf(written) }
            : { file: written },
        ),
      };
    }),
  askForEnding: call
    .input(z.object({ by }))
    .mutation(({ ctx: { room }, input }) => askForEnding(room, input.by)),
  takeBackEnding: call
    .input(z.object({ by }))
    .mutation(({ ctx: { room }, input }) => takeBackEnding(room, input.by)),
  /** What joining the day of another laptop would do. Nothing is changed. */
  lookJoin: call
    .input(joining)
    .mutation(({ ctx: { room }, input }) => previewJoin(room, choiceOf(room, input))),
  join: call.input(joining).mutation(({ ctx: { room }, input }) => joinDay(room, choiceOf(room, input))),
  /** Writes a pairing file, for head office to read this room. */
  introduce: call
    .input(z.object({ file: saved, name: laptopName, by }))
    .mutation(({ ctx: { room }, input }) =>
      forWindow(room, makePairingFile(room, { ...input, readsOnly: true })),
    ),
  /** Takes another room's pairing file in, to be called `room` here. */
  meet: call
    .input(fileInput.extend({ room: z.string().max(200), words: z.string().max(500) }))
    .mutation(({ ctx: { room }, input }) =>
      meetRoom(room, {
        content: Buffer.from(input.base64, 'base64'),
        words: input.words,
        name: input.room,
      }),
    ),
  /** The board over the rooms that were introduced to this one: all of it, or one room or district. */
  constituency: call
    .input(
      z.object({
        by: z.enum(['room', 'district', 'street']),
        room: z.string().max(200).optional(),
        district: districtCode.optional(),
      }),
    )
    .query(({ ctx: { room }, input }) => readConstituency(room, input.by, input)),
  rename: call
    .input(ofLaptop.extend({ name: laptopName }))
    .mutation(({ ctx: { room }, input }) =>
      room.change(() => renameLaptop(room, input.device, input.name, input.by)),
    ),
  takeOff: call
    .input(ofLaptop)
    .mutation(({ ctx: { room }, input }) => room.change(() => takeOffList(room, input.device, input.by))),
  putBack: call
    .input(ofLaptop)
    .mutation(({ ctx: { room }, input }) => room.change(() => putBackOnList(room, input.device, input.by))),
  keepRegister: call
    .input(z.object({ by }))
    .mutation(({ ctx: { room }, input }) => room.change(() => keepRegisterHere(room, input.by))),
});

/** A pairing file opens with its words, and a copy with its passphrase, or with that of this room. */
function choiceOf(room: Room, { secret, answers, ...input }: z.output<typeof joining>): JoinChoice {
  const file = chosen(input);
  const key = secret === '' ? room.key : { passphrase: secret };
  const isPairing = /\.pair$/i.test(file.fileName);
  return {
    from: isPairing ? { content: file.content, words: secret } : { ...file, key },
    answers,
    file: null,
  };
}

/**
 * What is in a file of another laptop: the day as it knows it, or the certificate that it has destroyed its room. `room`
 * is the name of the room that it is of; null for this one.
 */
type Comes = { room: string | null } & (
  | { shared: ReturnType<typeof counted>; certificate: null }
  | { certificate: CertificateRead; shared: null }
);

function chosen({ name, base64 }: z.output<typeof fileInput>): Chosen {
  return { fileName: name, content: Buffer.from(base64, 'base64') };
}

/** Conflicts have a list of their own. */
function counted({ conflicts, ...taken }: TakenIn) {
  return { ...taken, conflicts: conflictsByKind(conflicts) };
}

/** What was made, with its content where the window saves it, or with whether it is on this laptop's own disk. */
function forWindow<Made extends { file: string; content?: Buffer }>(
  room: Room,
  { content, ...made }: Made,
): Omit<Made, 'content'> & { base64: string | null; isOnOwnDisk: boolean } {
  return content
    ? { ...made, base64: content.toString('base64'), isOnOwnDisk: false }
    : { ...made, base64: null, isOnOwnDisk: isOnDiskOf(room, made.file) };
}
