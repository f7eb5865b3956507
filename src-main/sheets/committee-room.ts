import type { Room } from '../store/room.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

/** The address printed at the foot of every sheet; '' if nobody has set it. */
export function committeeRoom(room: Room): string {
  return readSetting(room, 'committee_room') ?? '';
}

/** Sets the address and telephone of the committee room. */
export function setCommitteeRoom(room: Room, text: string): void {
  room.change(() => writeSetting(room, 'committee_room', text.trim()));
}
