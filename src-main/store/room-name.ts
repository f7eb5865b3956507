import { basename } from 'node:path';

/** How names are compared: a Mac's disk parts a letter from its accent, which looks the same and is other bytes. */
export function nfc(name: string): string {
  return name.normalize('NFC');
}

/** Whether two names read the same. */
export function isSameName(one: string, other: string): boolean {
  return nfc(one) === nfc(other);
}

/** Whether a person has typed the name of a room's file. */
export function isNameOf(typed: string, file: string): boolean {
  return isSameName(typed.trim(), basename(file));
}
