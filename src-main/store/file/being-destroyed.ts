import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { say } from '../../../src-shared/message.ts';
import { Refusal } from '../refusal.ts';

/** The file beside a room that lists what will be removed with it, while its destruction is under way. */
export function destructionPlan(roomFile: string): string {
  return `${roomFile}.destroying`;
}

/** @throws Refusal while the destruction of a room has begun but not finished. */
export function ensureNotBeingDestroyed(roomFile: string): void {
  if (!existsSync(destructionPlan(roomFile))) return;
  throw new Refusal(
    say(
      'The destruction of {{room}} was interrupted. Start Committee Room with this room, or use the destroy command again: it continues from there.',
      { room: basename(roomFile) },
    ),
  );
}
