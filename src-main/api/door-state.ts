import { LEAST_CHARACTERS } from '../backup/new-passphrase.ts';
import { readSetting } from '../store/settings.ts';
import type { RoomDoor } from './room-door.ts';

/** How the room stands: open, waiting for its passphrase, damaged, away, or destroyed. */
export async function doorState(door: RoomDoor) {
  return {
    isLocked: door.isLocked,
    canRemember: door.canRemember,
    damage: door.damage,
    away: door.away,
    certificate: await door.certificate(),
    /** How long a new passphrase must be, in characters. */
    leastPassphrase: LEAST_CHARACTERS,
    isEncrypted: door.isLocked || (door.openRoom?.isEncrypted ?? false),
    /** Somebody has said that this room is to go without a passphrase. */
    isDeclined: door.openRoom !== null && readSetting(door.openRoom, 'passphrase') === 'declined',
  };
}
