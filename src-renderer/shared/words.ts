import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { asLanguage, type Language, READING } from '../../src-shared/languages.ts';
import type { LookUp } from '../../src-shared/look-up.ts';
import { remembered } from './remembered.ts';

/** The language chosen at this computer. */
export const language = remembered('language', 'en');

/** The words of the screens outside React. A component uses `useWords`, which follows a change of language. */
export const words = i18next.createInstance();

void words.use(initReactI18next).init({
  ...READING,
  lng: 'en',
  resources: { en: { translation: {} } },
  react: { useSuspense: false },
});

/** The words of the languages that have a catalogue, each in a file that the window fetches when it needs it. */
const CATALOGUES: Record<Exclude<Language, 'en'>, () => Promise<{ default: Record<string, string> }>> = {
  cy: () => import('../../resources/words/cy.json'),
};

/** The same for code that the screens share with the paper. */
export const lookUp: LookUp = (sentence, things) => words.t(sentence, things ?? {});

/** The language that this window is shown in now. */
export function shownLanguage(): Language {
  return asLanguage(words.language);
}

/** Shows the window in the language chosen, or keeps the last one if the words cannot be fetched. */
export async function showLanguage(): Promise<void> {
  const chosen = asLanguage(language.get());
  try {
    if (chosen !== 'en' && !words.hasResourceBundle(chosen, 'translation')) {
      words.addResourceBundle(chosen, 'translation', (await CATALOGUES[chosen]()).default);
    }
    await words.changeLanguage(chosen);
  } catch {
    // The program has ended; other parts of the window say so.
  }
  // For the voice of a screen reader, and the menu of the desktop window.
  document.documentElement.lang = words.language;
  window.committeeRoom?.tellLanguage(shownLanguage());
}

language.subscribe(() => void showLanguage());
