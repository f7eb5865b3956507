import { useTranslation } from 'react-i18next';
import { words } from './words.ts';

/** `t` gives a sentence in the language of this window; the component is drawn again when the language changes. */
export function useWords() {
  return useTranslation(undefined, { i18n: words });
}
