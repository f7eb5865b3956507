import { existsSync } from 'node:fs';
import { say } from '../../src-shared/message.ts';
import { withReplica } from '../exchange/replicas.ts';
import { destructionPlan } from '../store/file/being-destroyed.ts';
import { dropReplica, type Replica, replicaFile, replicas } from '../store/laptops/replicas.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { type Certificate, type Destroying, destroyRoom, goOnDestroying } from './destroy-room.ts';
import { dropPlan } from './destruction-plan.ts';

/**
 * Destroys what head office has of another room, and leaves a certificate for that room's laptops. One that was
 * interrupted is finished.
 * @throws Refusal if there is no such room, or the certificate cannot be written; nothing is removed then.
 */
export async function destroyReplica(room: Room, name: string, how: Destroying): Promise<Certificate> {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  const replica = replicaNamed(room, name);
  const file = replicaFile(room.file, replica.name);
  const certificate = existsSync(destructionPlan(file))
    ? goOnDestroying(file)?.certificate
    : await withReplica(room, replica, (copy) => destroyRoom(copy, how));
  if (!certificate) throw new Refusal(noSuchRoom(name));
  room.change(() => dropReplica(room, replica));
  dropPlan(file);
  return certificate;
}

/** @throws Refusal if no room of that name was introduced. */
export function replicaNamed(room: Room, name: string): Replica {
  const found = replicas(room).find((each) => each.name.toLowerCase() === name.trim().toLowerCase());
  if (!found) throw new Refusal(noSuchRoom(name));
  return found;
}

const noSuchRoom = (room: string) =>
  say('No room called {{room}} was introduced to this one. Check the name on the board by room.', { room });
