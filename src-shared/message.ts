import { inEnglish, type LookUp } from './look-up.ts';

/**
 * A message to a person, before it is in a language: an English sentence, and the values for its `{{…}}`. `one` is
 * the same sentence for a `count` of 1, if English needs another.
 */
export type Message = { readonly text: string; readonly things: Things; readonly one?: string | undefined };
export type Things = Readonly<Record<string, Thing>>;
/** A name or a number, another message, or several of them, separated by commas. */
export type Thing = string | number | Message | readonly (string | Message)[];

/** Names that the translation library uses for its own options. `count` is one too, and chooses the plural. */
export const TAKEN: ReadonlySet<string> = new Set(
  'context defaultValue defaultVariables interpolation joinArrays keyPrefix lng lngs ns ordinal postProcess replace returnDetails returnObjects'.split(
    ' ',
  ),
);

/** A message. Write the sentence as a literal: a test finds every sentence in the source. */
export function say(text: string, things: Things = {}, one?: string): Message {
  return one === undefined ? { text, things } : { text, things, one };
}

/** Words that are the same in every language, or already in a language. */
export function asWritten(words: string): Message {
  return { text: '{{words}}', things: { words } };
}

/** Several messages as one, separated by commas. */
export function listed(parts: readonly (string | Message)[]): Message {
  return { text: '{{parts}}', things: { parts } };
}

/** `A`, `A or B`, `A, B or C`. */
export function anyOf(parts: readonly (string | Message)[]): string | Message {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : say('{{some}} or {{last}}', { some: parts.slice(0, -1), last });
}

/** A message in the reader's language; in English if the catalogue does not have it. */
export function inLanguage(t: LookUp, { text, things, one }: Message): string {
  const put = Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, putIn(t, thing)]));
  const said = t(text, one === undefined ? put : { ...put, defaultValue_one: one, defaultValue_other: text });
  return beginsWithMessage(text, things) ? `${said.charAt(0).toUpperCase()}${said.slice(1)}` : said;
}

/** The same for logs, the command line and everything else that is always in English. */
export function english(message: Message): string {
  return inLanguage(inEnglish, message);
}

/** Whether two messages say the same; null says nothing. */
export function isSaidAlike(one: Message | null, other: Message | null): boolean {
  return one === null || other === null ? one === other : english(one) === english(other);
}

export function isMessage(value: unknown): value is Message {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'things' in value &&
    typeof value.things === 'object' &&
    value.things !== null
  );
}

/** For `JSON.stringify`: turns every message of an answer into its English sentence. */
export function inEnglishJson(_key: string, value: unknown): unknown {
  return isMessage(value) ? english(value) : value;
}

function putIn(t: LookUp, thing: Thing): string | number {
  if (typeof thing === 'string' || typeof thing === 'number') return thing;
  // Lists have commas in English and in Welsh. Not every browser knows the list formats of every language.
  return isMessage(thing) ? inLanguage(t, thing) : thing.map((part) => putIn(t, part)).join(', ');
}

/** A reason within a sentence starts with a small letter, and with a capital at the start of a sentence. */
function beginsWithMessage(text: string, things: Things): boolean {
  const [, first = ''] = /^\{\{(\w+)\}\}/.exec(text) ?? [];
  return isMessage(things[first]);
}
