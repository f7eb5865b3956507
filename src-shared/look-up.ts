/** Gives an English sentence in the language at hand, with these things put in the places of its `{{…}}`. */
export type LookUp = (sentence: string, things?: Record<string, string | number>) => string;

/** English needs no catalogue, and so nothing to be loaded; of plurals it has one, for a `count` of 1. */
export const inEnglish: LookUp = (sentence, things = {}) => {
  const { count, defaultValue_one: one } = things;
  const text = count === 1 && typeof one === 'string' ? one : sentence;
  return text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(things[name] ?? place));
};
