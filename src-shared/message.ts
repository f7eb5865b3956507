import { inEnglish, type LookUp } from './look-up.ts';

/**
 * Something the program says to a person, before it is in a language: an English sentence, and what goes into its
 * `{{…}}`. `one` is the same sentence for a `count` of 1, where English needs another.
 */
export type Message = { readonly text: string; readonly things: Things; readonly one?: string | undefined };
export type Things = Readonly<Record<string, Thing>>;
/** A name or a number, another message, or several of them with commas between. */
export type Thing = string | number | Message | readonly (string | Message)[];

/** Names that the library of languages takes for its own options; `count` is one too, and chooses the plural. */
export const TAKEN: ReadonlySet<string> = new Set(
  'context defaultValue defaultVariables interpolation joinArrays keyPrefix lng lngs ns ordinal postProcess replace returnDetails returnObjects'.split(
    ' ',
  ),
);

/** A message. The sentence is written out where it is said: that is how a test finds every sentence. */
export function say(text: string, things: Things = {}, one?: string): Message {
  return one === undefined ? { text, things } : { text, things, one };
}

/** Words that are the same in every language, or that are in a language already. */
export function asWritten(words: string): Message {
  return { text: '{{words}}', things: { words } };
}

/** Several messages as one, with commas between them. */
export function listed(parts: readonly (string | Message)[]): Message {
  return { text: '{{parts}}', things: { parts } };
}

/** `A`, `A or B`, `A, B or C`. */
export function anyOf(parts: readonly (string | Message)[]): string | Message {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : say('{{some}} or {{last}}', { some: parts.slice(0, -1), last });
}

/** A message in the language at hand; one that its catalogue lacks is in English. */
export function inLanguage(t: LookUp, { text, things, one }: Message): string {
  const put = Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, putIn(t, thing)]));
  const said = t(text, one === undefined ? put : { ...put, defaultValue_one: one, defaultValue_other: text });
  return beginsWithMessage(text, things) ? `${said.charAt(0).toUpperCase()}${said.slice(1)}` : said;
}

/** The same for logs, the command line and whatever else is in English for everybody. */
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

/** For `JSON.stringify`: every message of an answer becomes its English sentence. */
export function inEnglishJson(_key: string, value: unknown): unknown {
  return isMessage(value) ? english(value) : value;
}

function putIn(t: LookUp, thing: Thing): string | number {
  if (typeof thing === 'string' || typeof thing === 'number') return thing;
  // A comma parts the members of a list in English and in Welsh; not every browser knows the lists of every language.
  return isMessage(thing) ? inLanguage(t, thing) : thing.map((part) => putIn(t, part)).join(', ');
}

/** A reason within a sentence has a small letter; where it begins the sentence it needs a capital. */
function beginsWithMessage(text: string, things: Things): boolean {
  const [, first = ''] = /^\{\{(\w+)\}\}/.exec(text) ?? [];
  return isMessage(things[first]);
}
