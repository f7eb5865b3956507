import { basename } from 'node:path';

/**
 * Normalises names for comparing: a Mac's disk separates letters from accents, which looks the same but has other
 * bytes.
 */
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
