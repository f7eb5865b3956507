import { useRoomSummary } from '../room/use-room-summary.ts';
import { addressOf } from '../room/use-screen.ts';
import { time } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';

/** How fresh the other laptops are in the figures; nothing in a room with one laptop. */
export function Freshness({ className }: { className?: string | undefined }) {
  const { t } = useWords();
  const others = useOthers();
  if (others.length === 0) return null;
  const each = others.map(({ letter, upTo, isAhead }) => {
    if (upTo === null) return t('nothing has come from {{letter}} yet', { letter });
    const as = { letter, time: time(upTo) };
    return isAhead
      ? t('{{letter}} as of {{time}} by its clock, which is ahead', as)
      : t('{{letter}} as of {{time}}', as);
  });
  return (
    <p className={className}>
      <a href={addressOf('laptops')}>{t('Other laptops')}</a>: {each.join(', ')}.{' '}
      {t('What they have entered since is not counted here.')}
    </p>
  );
}

/** The other laptops of the room. While there are any, figures of this one are the least, and of those left the most. */
export function useOthers() {
  return useRoomSummary().data?.others ?? [];
}
