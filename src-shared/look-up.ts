/** Returns an English sentence in the reader's language, with these values in its `{{…}}`. */
export type LookUp = (sentence: string, things?: Record<string, string | number>) => string;

/** English needs no catalogue to be loaded. It has one plural form, for a `count` of 1. */
export const inEnglish: LookUp = (sentence, things = {}) => {
  const { count, defaultValue_one: one } = things;
  const text = count === 1 && typeof one === 'string' ? one : sentence;
  return text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(things[name] ?? place));
};
