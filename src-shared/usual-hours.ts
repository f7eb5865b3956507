import { POLLS_OPEN } from './time-of-day.ts';

/** A rule of thumb: about how many per cent of all who vote in person have voted by the end of each hour from 07:00. */
export const USUAL_BY_HOUR: readonly number[] = [6, 13, 20, 26, 32, 38, 43, 48, 53, 59, 67, 77, 87, 95, 100];

/** How many per cent of all who vote in person have usually voted by the end of an hour. */
export function usuallyBy(hour: number): number {
  return hour < POLLS_OPEN ? 0 : (USUAL_BY_HOUR[hour - POLLS_OPEN] ?? 100);
}
