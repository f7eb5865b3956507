import type { Room } from '../store/room.ts';

/** What a short change of the room would do. Nothing is changed. */
export async function rehearsal<Result>(room: Room, work: () => Result): Promise<Result> {
  const steps = function* () {
    yield;
    return { result: work() };
  };
  const done = await room.changeInSteps(steps, { rehearsal: true });
  if (!done) throw new Error('A rehearsal ended without its result.');
  return done.result;
}
