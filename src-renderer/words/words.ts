import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import cy from '../../resources/words/cy.json' with { type: 'json' };
import { remembered } from '../shared/remembered.ts';

/** The languages of the screens, each by its own name. */
export const LANGUAGES = [
  { id: 'en', name: 'English' },
  { id: 'cy', name: 'Cymraeg' },
] as const;

/** The language chosen at this computer. */
export const language = remembered('language', 'en');

/**
 * The words of the screens outside React; inside it `useWords`, which follows a change of language.
 * The English sentence is its own key, so only other languages have a catalogue; what one lacks is shown in English.
 */
export const words = i18next.createInstance();

// The catalogues are part of the program: nothing is fetched, and the first page is in the right language.
void words.use(initReactI18next).init({
  lng: LANGUAGES.some(({ id }) => id === language.get()) ? language.get() : 'en',
  fallbackLng: 'en',
  resources: { en: { translation: {} }, cy: { translation: cy } },
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  // React escapes what it draws.
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});

showLanguage();
language.subscribe(() => {
  void words.changeLanguage(language.get());
  showLanguage();
});

// Screen readers choose their voice by it. The tests of modules have no page.
function showLanguage(): void {
  if (typeof document !== 'undefined') document.documentElement.lang = words.language;
}
