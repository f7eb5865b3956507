/** Gives an English sentence in the language at hand, with these things put in the places of its `{{…}}`. */
export type LookUp = (sentence: string, things?: Record<string, string | number>) => string;
