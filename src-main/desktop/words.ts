import type { Language } from '../../src-words/languages.ts';
import type { LookUp } from '../../src-words/look-up.ts';
import { wordsOf } from '../words/words.ts';

/** English needs no catalogue, and so nothing to be loaded at the start. */
const inEnglish: LookUp = (sentence, things = {}) =>
  sentence.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(things[name] ?? place));

let current: { language: Language; t: LookUp } = { language: 'en', t: inEnglish };
const watchers: (() => void)[] = [];

type DesktopWords = {
  t: LookUp;
  use(language: Language): Promise<void>;
  /** Calls `watcher` when the language has changed. */
  watch(watcher: () => void): void;
};

/** The words of the menu and the dialogs: in the language of the window, and in the system's until that has said. */
export const words: DesktopWords = {
  t: (sentence, things) => current.t(sentence, things),
  async use(language) {
    if (language === current.language) return;
    current = language === 'en' ? { language, t: inEnglish } : await wordsOf(language);
    for (const watcher of watchers) watcher();
  },
  watch: (watcher) => void watchers.push(watcher),
};
