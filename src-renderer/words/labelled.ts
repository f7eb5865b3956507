import { words } from './words.ts';

/** Choices kept in English in a table, with their labels in the language of this window. */
export function labelled<Choice extends { label: string }>(choices: readonly Choice[]): Choice[] {
  return choices.map((choice) => ({ ...choice, label: words.t(choice.label) }));
}
