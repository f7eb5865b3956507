import { z } from 'zod';
import { isoDate } from '../../src-shared/days.ts';
import { say } from '../../src-shared/message.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { readSetting } from '../store/settings.ts';
import { readBoard } from '../turnout/figures/board.ts';
import { call, notInPractice, t } from './calls.ts';

/** A practice: rehearsing the day with made-up electors, in the window that starts it. */
export const practiceRouter = t.router({
  /** null in the real room. */
  state: call.query(({ ctx }) => ctx.practice?.state() ?? null),
  /** How far the day of the room is: a practice is in the way once it has begun. */
  day: call.query(({ ctx }) => dayOf(ctx.room)),
  /** Returns the id that the window sends with its calls from then on. Once the day has begun, it must be sure. */
  start: call
    .use(notInPractice)
    .input(
      z.object({
        isAutomatic: z.boolean(),
        secondsBetween: z.number().min(0.05).max(600),
        isSure: z.boolean(),
      }),
    )
    .mutation(({ ctx: { room, door }, input: { isAutomatic, secondsBetween, isSure } }) => {
      const { numbers, isPollingDay } = dayOf(room);
      if (!isSure && (numbers > 0 || isPollingDay))
        throw new Refusal(say('The day has begun. Confirm that this window should go into a practice.'));
      return door.practices.start({ isAutomatic, every: secondsBetween * 1000 });
    }),
  entered: call
    .input(z.object({ id: z.int() }))
    .mutation(({ ctx, input }) => ctx.practice?.setEntered(input.id)),
  end: call.mutation(({ ctx: { door, practiceId } }) => {
    if (practiceId !== null) door.practices.end(practiceId);
  }),
});

function dayOf(room: Room): { numbers: number; isPollingDay: boolean } {
  return {
    numbers: readBoard(room, 'district').voted,
    isPollingDay: readSetting(room, 'polling_day') === isoDate(new Date()),
  };
}
