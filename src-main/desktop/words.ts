import type { Language } from '../../src-shared/languages.ts';
import { inEnglish, type LookUp } from '../../src-shared/look-up.ts';
import { inLanguage, type Message } from '../../src-shared/message.ts';
import { wordsOf } from '../paper/words.ts';

let current: { language: Language; t: LookUp } = { language: 'en', t: inEnglish };
const watchers: (() => void)[] = [];

type DesktopWords = {
  t: LookUp;
  /** A message in this language. */
  say: (message: Message) => string;
  use(language: Language): Promise<void>;
  /** Calls `watcher` when the language has changed. */
  watch(watcher: () => void): void;
};

/**
 * The words of the menu and the dialogs: in the window's language, and in the system's until the window reports its
 * own.
 */
export const words: DesktopWords = {
  t: (sentence, things) => current.t(sentence, things),
  say: (message) => inLanguage(current.t, message),
  async use(language) {
    if (language === current.language) return;
    current = language === 'en' ? { language, t: inEnglish } : await wordsOf(language);
    for (const watcher of watchers) watcher();
  },
  watch: (watcher) => void watchers.push(watcher),
};
