import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import cy from '../../resources/words/cy.json' with { type: 'json' };
import { asLanguage, type Language, READING } from '../../src-words/languages.ts';
import type { LookUp } from '../../src-words/look-up.ts';
import { remembered } from '../shared/remembered.ts';

/** The language chosen at this computer. */
export const language = remembered('language', 'en');

/** The words of the screens outside React; inside it `useWords`, which follows a change of language. */
export const words = i18next.createInstance();

void words.use(initReactI18next).init({
  ...READING,
  lng: asLanguage(language.get()),
  resources: { en: { translation: {} }, cy: { translation: cy } },
  react: { useSuspense: false },
});

/** The same for what the screens share with the paper. */
export const lookUp: LookUp = (sentence, things) => words.t(sentence, things ?? {});

/** The language that this window is shown in now. */
export function shownLanguage(): Language {
  return asLanguage(words.language);
}

showLanguage();
language.subscribe(() => {
  void words.changeLanguage(language.get());
  showLanguage();
});

// Screen readers choose their voice by it, and the desktop window's menu its words. The tests of modules have no page.
function showLanguage(): void {
  if (typeof document === 'undefined') return;
  document.documentElement.lang = words.language;
  window.committeeRoom?.tellLanguage(shownLanguage());
}
