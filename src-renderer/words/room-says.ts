import { roomSentence } from '../../src-words/room-sentences.ts';
import { words } from './words.ts';

/** A sentence that came from the room, in the language of this window as far as the catalogue has it. */
export function roomSays(sentence: string): string {
  return roomSentence((english, things) => words.t(english, things ?? {}), sentence);
}

/** Words of the room with commas between them. */
export function roomLists(list: string): string {
  return list.split(', ').map(roomSays).join(', ');
}
