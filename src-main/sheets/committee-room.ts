import type { Room } from '../store/room.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

/** Where the committee room is, as the foot of every sheet says; '' when nobody has said. */
export function committeeRoom(room: Room): string {
  return readSetting(room, 'committee_room') ?? '';
}

/** Says where the committee room is: address and telephone. */
export function setCommitteeRoom(room: Room, text: string): void {
  room.change(() => writeSetting(room, 'committee_room', text.trim()));
}
