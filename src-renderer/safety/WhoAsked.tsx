import { time } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import type { EndAsked } from './use-ending.ts';

type Asked = Pick<EndAsked, 'by' | 'at'> & {
  laptop: Pick<NonNullable<EndAsked['laptop']>, 'letter' | 'name'> | null;
};

/** Where, when and by whom it was asked that the day end on all laptops, in a sentence. */
export function WhoAsked({ asked: { by, at, laptop } }: { asked: Asked }) {
  const { t } = useWords();
  const where = laptop
    ? t('Asked on laptop {{letter}} ({{name}}), {{time}}', {
        letter: laptop.letter,
        name: laptop.name,
        time: time(at),
      })
    : t('Asked at {{time}}', { time: time(at) });
  return `${[where, by && t('by {{by}}', { by })].filter(Boolean).join(' ')}.`;
}
