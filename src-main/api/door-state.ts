import { basename } from 'node:path';
import { LEAST_CHARACTERS } from '../backup/new-passphrase.ts';
import { readSetting } from '../store/settings.ts';
import type { ApiContext } from './context.ts';

/** The room is open, waiting for its passphrase, damaged, missing, or destroyed. A practice is open until it ends. */
export async function doorState({ door, practiceId }: ApiContext) {
  const isPractice = practiceId !== null;
  return {
    /** Of the file, without its folder. */
    file: basename(door.file),
    isLocked: door.isScreenLocked || (!isPractice && door.isLocked),
    /** The room is open, and only its screens are closed. */
    isScreenLocked: door.isScreenLocked,
    canRemember: door.canRemember,
    damage: isPractice ? null : door.damage,
    away: isPractice ? null : door.away,
    certificate: isPractice ? null : await door.certificate(),
    /** Other laptops need a certificate of theirs. */
    hasCertificateForLaptops: !isPractice && door.certificateForLaptops !== null,
    /** The shortest new passphrase, in characters. */
    leastPassphrase: LEAST_CHARACTERS,
    isEncrypted: door.isLocked || (door.openRoom?.isEncrypted ?? false),
    /** Nobody has said yet that the recovery key is on paper. */
    owesRecoveryKey: door.openRoom !== null && readSetting(door.openRoom, 'recovery_key') === 'not on paper',
    /** The user has chosen to continue without a passphrase. */
    isDeclined: door.openRoom !== null && readSetting(door.openRoom, 'passphrase') === 'declined',
  };
}
