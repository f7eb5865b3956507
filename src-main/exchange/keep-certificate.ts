import { say } from '../../src-shared/message.ts';
import { addToJournal, type LaptopDestroyed } from '../store/journal/journal.ts';
import { thisDevice } from '../store/laptops/device.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { readCertificate } from './certificate.ts';
import { certificatesIn, isLater } from './ending.ts';
import { isSealed } from './sealed-file.ts';

/** What a certificate says, and whether it says more than the room knows. */
export type CertificateRead = { says: LaptopDestroyed; isNew: boolean };

/**
 * Reads a certificate that another laptop left; null if the file is of another kind.
 * @throws Refusal if it is not whole, of another room or of this laptop.
 */
export function certificateIn(room: Room, bytes: Buffer): CertificateRead | null {
  if (!isSealed(bytes, 'certificate')) return null;
  const says = readCertificate(room, bytes);
  return { says, isNew: isNew(room, says) };
}

/** Keeps it as an entry, which other laptops get too. The same again, or one that says less, changes nothing. */
export function keepCertificate(room: Room, says: LaptopDestroyed, by: string): void {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  room.change(() => {
    if (isNew(room, says)) addToJournal(room, { kind: 'destroyed', by, detail: says });
  });
}

function isNew(room: Room, says: LaptopDestroyed): boolean {
  if (says.device === thisDevice(room).id) throw new Refusal(OWN);
  const known = certificatesIn(room).get(says.device);
  return !known || isLater(says, known);
}

const OWN = say('This certificate is of this laptop itself, or of a copy of its room. Nothing was changed.');
