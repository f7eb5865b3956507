import { count, countedBy } from '../../src-shared/counted.ts';
import { dayOf } from '../../src-shared/days.ts';
import { type Language, READING } from '../../src-shared/languages.ts';
import type { LookUp } from '../../src-shared/look-up.ts';
import { timeOfDay } from '../../src-shared/time-of-day.ts';

/** The words of printed paper in one language, from the same catalogue as those of the screens. */
export type Words = {
  language: Language;
  t: LookUp;
  /**
   * `1 door`, `2,500 doors`. Give the plural if it is not just an added s.
   */
  counted: (value: number, one: string, many?: string) => string;
  /** `Thu 7 May 2026` */
  day: (date: Date) => string;
  /** `Thu 7 May 2026 at 14:32` */
  dayAndTime: (date: Date) => string;
};

type Catalogue = Record<string, string>;

const CATALOGUES: Record<Language, () => Promise<Catalogue>> = {
  en: async () => ({}),
  cy: async () => (await import('../../resources/words/cy.json', { with: { type: 'json' } })).default,
};

const opened = new Map<Language, Promise<Words>>();

/** The words of a language. The library and the catalogue are loaded when something is first printed. */
export function wordsOf(language: Language): Promise<Words> {
  const words = opened.get(language) ?? openWords(language);
  opened.set(language, words);
  return words;
}

async function openWords(language: Language): Promise<Words> {
  const [{ default: i18next }, translation] = await Promise.all([import('i18next'), CATALOGUES[language]()]);
  const catalogue = i18next.createInstance();
  await catalogue.init({ ...READING, lng: language, resources: { [language]: { translation } } });
  const t = remembering((sentence, things) => catalogue.t(sentence, things ?? {}));
  const day = (date: Date) => dayOf(t, date);
  return {
    language,
    t,
    counted: (value, one, many = `${one}s`) => countedBy(t, value, one, many, count(value)),
    day,
    dayAndTime: (date) => t('{{day}} at {{time}}', { day: day(date), time: timeOfDay(date) }),
  };
}

/** The size of the cache of sentences. */
const MOST_REMEMBERED = 5000;

/** A round of sheets has the same few sentences a thousand times, and the library is slow. */
function remembering(lookUp: LookUp): LookUp {
  const known = new Map<string, string>();
  return (sentence, things) => {
    const key = things ? `${sentence}${JSON.stringify(things)}` : sentence;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const said = lookUp(sentence, things);
    known.set(key, said);
    return said;
  };
}
