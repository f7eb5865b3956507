import type { InitOptions } from 'i18next';

/** The languages of the screens and of the paper, each by its own name. */
export const LANGUAGES = [
  { id: 'en', name: 'English' },
  { id: 'cy', name: 'Cymraeg' },
] as const;

export type Language = (typeof LANGUAGES)[number]['id'];

export const LANGUAGE_IDS = LANGUAGES.map(({ id }) => id);

/** A language by its id; English for an unknown id. */
export function asLanguage(id: string | undefined): Language {
  return LANGUAGE_IDS.find((each) => each === id) ?? 'en';
}

/**
 * How to read the catalogues in `resources/words`. The English sentence is its own key, so only other languages have
 * a catalogue. A sentence without a translation is shown in English.
 */
export const READING = {
  fallbackLng: 'en',
  // The catalogues are part of the program, so loading them is not asynchronous.
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  // Neither React nor a PDF interprets text as code.
  interpolation: { escapeValue: false },
} satisfies InitOptions;
