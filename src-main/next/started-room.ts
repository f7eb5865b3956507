import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { roomTotals } from '../register/totals.ts';
import { addToJournal } from '../store/journal/journal.ts';
import { lastEntry } from '../store/journal/register-entries.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { storedOrNull } from '../store/stored-json.ts';

/** The next room that was last started from this one. */
export type StartedRoom = {
  file: string;
  at: number;
  /** It is still at its place. */
  isThere: boolean;
  /** Entries that this room has got since, which that one does not know of. */
  since: number;
};

const STARTED = z.object({ file: z.string(), at: z.number(), seq: z.number() });

const since = prepared((db) =>
  db.prepare<[number], number>("SELECT COUNT(*) FROM journal WHERE seq > ? AND kind <> 'export'").pluck(),
);

/** Notes in this room who started the next one, and what that one knows of this day. */
export function noteStarted(room: Room, file: string, by: string, now = new Date()): void {
  room.change(() => {
    const rows = roomTotals(room).electors;
    addToJournal(room, { kind: 'export', by, detail: { of: 'next room', rows } });
    const started = { file, at: now.getTime(), seq: lastEntry(room.db) };
    writeSetting(room, 'next_room', JSON.stringify(started));
  });
}

/** The next room that was started last; null if none was. */
export function startedRoom(room: Room): StartedRoom | null {
  const started = storedOrNull(readSetting(room, 'next_room'), STARTED);
  if (!started) return null;
  const { file, at, seq } = started;
  return {
    file,
    at,
    isThere: (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0,
    since: since(room.db).get(seq) ?? 0,
  };
}

/** A free name for the next room, beside this one. */
export function suggestedFile({ file }: Room): string {
  const name = (number: number) =>
    join(dirname(file), number === 1 ? 'next-election.room' : `next-election-${number}.room`);
  let number = 1;
  while (existsSync(name(number))) number += 1;
  return name(number);
}
