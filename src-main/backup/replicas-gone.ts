import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { inLanguage, type Message, say } from '../../src-shared/message.ts';
import { openReplica } from '../exchange/replicas.ts';
import type { Words } from '../paper/words.ts';
import { RoomBusy } from '../store/file/lock.ts';
import { messageOrWords } from '../store/journal/stored-message.ts';
import { type Replica, replicaFile, replicas } from '../store/laptops/replicas.ts';
import type { Room } from '../store/room.ts';
import { beginWithOthers, finishWithOthers, OTHER_LAPTOPS, type OtherLaptops } from './other-laptops.ts';

/*
 * What head office has of other rooms goes with its own room. Each of those rooms waits for head office's certificate, as
 * for that of any of its laptops.
 */

/** A replica that goes with its room, by the room's name and its file here. */
export type ReplicaGoing = {
  room: string;
  file: string;
  /** Null if the replica could not be opened: its room gets no certificate. */
  others: OtherLaptops | null;
  problem: Message | null;
};

export const REPLICA_GOING: z.ZodType<ReplicaGoing> = z.object({
  room: z.string(),
  file: z.string(),
  others: OTHER_LAPTOPS.nullable(),
  problem: messageOrWords.nullable(),
});

/** The same once it has gone: the certificate for that room's laptops, and why there is none or it does not say all. */
export type ReplicaGone = { room: string; certificateFile: string | null; problem: Message | null };

/** Where the certificate for a room's laptops may go, for a dialog to begin with. */
export function certificateOfReplica(room: Room, { name }: Pick<Replica, 'name'>): string {
  return join(dirname(room.file), `${name}-from-head-office.destroyed`);
}

/**
 * Begins a certificate for each room that was introduced to this one, before anything is removed.
 * @throws Refusal if one cannot be written; RoomBusy.
 */
export function beginWithReplicas(
  room: Room,
  folder: string,
  { by, at }: { by: string; at: number },
): ReplicaGoing[] {
  return replicas(room).map((replica): ReplicaGoing => {
    const about = { room: replica.name, file: replicaFile(room.file, replica.name) };
    let copy: Room;
    try {
      copy = openReplica(room, replica);
    } catch (error) {
      if (error instanceof RoomBusy) throw error;
      return { ...about, others: null, problem: NOT_OPENED };
    }
    try {
      const file = join(folder, basename(certificateOfReplica(room, replica)));
      const others = beginWithOthers(copy, file, { by, at, removed: 1, left: [], unreached: [] });
      return { ...about, others, problem: null };
    } finally {
      copy.close();
    }
  });
}

/** Says in each certificate that all is done. */
export function finishWithReplicas(going: readonly ReplicaGoing[]): ReplicaGone[] {
  return going.map(({ room, file, others, problem }) => {
    if (!others) return { room, certificateFile: null, problem };
    const isLeft = existsSync(file);
    const done = finishWithOthers(others, isLeft ? [file] : [], isLeft ? 0 : 1);
    return { room, certificateFile: done.certificateFile, problem: done.problem };
  });
}

/** The lines of the certificate of head office's room about them. */
export function replicasInWords(gone: readonly ReplicaGone[], { t }: Words): string[] {
  if (gone.length === 0) return [];
  return [
    '',
    t('Certificates for the rooms that were introduced to this one. Take each in on a laptop of its room:'),
    ...gone.flatMap(({ room, certificateFile, problem }) => [
      ...(certificateFile === null ? [] : [`  ${room}: ${certificateFile}`]),
      ...(problem === null ? [] : [`  ${room}: ${inLanguage(t, problem)}`]),
    ]),
  ];
}

const NOT_OPENED = say('It could not be opened, so its room gets no certificate. Tell that room.');
