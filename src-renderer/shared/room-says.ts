import { inLanguage, type Message } from '../../src-shared/message.ts';
import { lookUp } from './words.ts';

/** What the room says, in the language of this window. A string, such as a name, is the same in every language. */
export function roomSays(message: Message | string): string {
  return typeof message === 'string' ? message : inLanguage(lookUp, message);
}
