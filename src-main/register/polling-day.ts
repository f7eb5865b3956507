import type { Room } from '../store/room.ts';
import { readSetting } from '../store/settings.ts';
import { comingThursday } from './elector-date.ts';

/** The poll the room is for: as set, else the Thursday that comes. ISO date. */
export function pollingDay(room: Room | null): string {
  return (room && readSetting(room, 'polling_day')) ?? comingThursday(new Date());
}
