import { LEAST_CHARACTERS } from '../backup/new-passphrase.ts';
import { readSetting } from '../store/settings.ts';
import type { RoomDoor } from './room-door.ts';

/** The room is open, waiting for its passphrase, damaged, missing, or destroyed. */
export async function doorState(door: RoomDoor) {
  return {
    isLocked: door.isLocked,
    canRemember: door.canRemember,
    damage: door.damage,
    away: door.away,
    certificate: await door.certificate(),
    /** The shortest new passphrase, in characters. */
    leastPassphrase: LEAST_CHARACTERS,
    isEncrypted: door.isLocked || (door.openRoom?.isEncrypted ?? false),
    /** The user has chosen to continue without a passphrase. */
    isDeclined: door.openRoom !== null && readSetting(door.openRoom, 'passphrase') === 'declined',
  };
}
