import type { Message } from '../../src-shared/message.ts';
import { roomSays } from './room-says.ts';
import { words } from './words.ts';

/** Choices with their labels in the language of this window. A label is English from a table here, or a message of the room. */
export function labelled<Choice extends { label: string | Message }>(
  choices: readonly Choice[],
): (Omit<Choice, 'label'> & { label: string })[] {
  return choices.map(({ label, ...choice }) => ({
    ...choice,
    label: typeof label === 'string' ? words.t(label) : roomSays(label),
  }));
}
