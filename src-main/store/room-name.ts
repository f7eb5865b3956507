import { basename } from 'node:path';

/** Whether a person has typed the name of a room's file, however its accents are made: a Mac's disk parts them. */
export function isNameOf(typed: string, file: string): boolean {
  return typed.trim().normalize('NFC') === basename(file).normalize('NFC');
}
