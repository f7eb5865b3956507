import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { say } from '../../src-shared/message.ts';
import { Refusal } from './refusal.ts';

/** The file beside a room that lists what is to be removed with it, from when its destruction begins until it is done. */
export function destructionPlan(roomFile: string): string {
  return `${roomFile}.destroying`;
}

/** @throws Refusal while the destruction of a room has begun and is not done. */
export function ensureNotBeingDestroyed(roomFile: string): void {
  if (!existsSync(destructionPlan(roomFile))) return;
  throw new Refusal(
    say(
      'The destruction of {{room}} was interrupted. Start Committee Room with this room, or use the destroy command again: it goes on from there.',
      { room: basename(roomFile) },
    ),
  );
}
