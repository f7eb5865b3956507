import { roomSays } from '../../shared/room-says.ts';
import { useWords } from '../../shared/use-words.ts';
import type { EntryPlace } from '../entry-queue.ts';
import { statusLook } from '../status-look.ts';
import { useResolutions } from '../use-resolutions.ts';
import classes from './slip.module.css';

type BoxMeaningProps = {
  text: string;
  place: EntryPlace;
  /** An earlier box has the same. */
  isTwice: boolean;
};

/** Who the number in a box is, as it is typed. */
export function BoxMeaning({ text, place, isTwice }: BoxMeaningProps) {
  const { t } = useWords();
  const entries = useResolutions(text.trim(), place).data?.entries ?? [];
  const [only, ...more] = text.trim() === '' ? [] : entries;
  if (!only) return <span className={classes.meaning} />;
  if (more.length > 0)
    return <span className={classes.meaning}>{t('{{number}} numbers', { number: more.length + 1 })}</span>;
  const { status, elector, message } = only;
  const { words, tone } = statusLook({ status, message });
  const name = elector && roomSays(elector.name);
  const says = isTwice
    ? t('Twice on this slip')
    : status === 'ready' && !message
      ? name
      : // The end may be cut.
        [words, name].filter(Boolean).join(': ');
  return (
    <span className={classes.meaning} data-tone={isTwice ? 'notice' : tone}>
      {says}
    </span>
  );
}
