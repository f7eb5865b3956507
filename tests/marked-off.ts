import type { Room } from '../src-main/store/room.ts';

/** How many electors are marked off. */
export function markedOff({ db }: Pick<Room, 'db'>): number {
  return db.prepare<[], number>('SELECT COUNT(voted_at) FROM elector').pluck().get() ?? 0;
}
