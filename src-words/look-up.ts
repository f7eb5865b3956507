/** Gives an English sentence in the language at hand, with these things put in the places of its `{{…}}`. */
export type LookUp = (sentence: string, things?: Record<string, string | number>) => string;

/** English needs no catalogue, and so nothing to be loaded. */
export const inEnglish: LookUp = (sentence, things = {}) =>
  sentence.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(things[name] ?? place));
