import { inLanguage, type Message } from '../../src-shared/message.ts';
import { lookUp } from './words.ts';

/** What the room says, in the language of this window. */
export function roomSays(message: Message): string {
  return inLanguage(lookUp, message);
}
