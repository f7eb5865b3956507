import { searchUpToDate } from '../../register/search.ts';
import type { Room } from '../../store/room.ts';
import { districtSpellings } from '../districts.ts';

/**
 * Updates the search index before a text with names in it is read: without that, people who came in since are not
 * proposed. A text of numbers waits for nothing.
 */
export async function readyForPeople(room: Room, text: string): Promise<void> {
  if (mayNamePeople(room, text)) await searchUpToDate(room);
}

function mayNamePeople(room: Room, text: string): boolean {
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  if (words.length === 0) return false;
  const codes = [...districtSpellings(room).byHyphens.keys()];
  return [...new Set(words)].some((word) => !codes.some((code) => code.includes(word.toUpperCase())));
}
