import type { ConflictsOfKind } from '../../src-main/journal/conflicts/conflicts-by-kind.ts';
import { count } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';

type ConflictKindsProps = {
  /** The other room whose laptops disagree, as head office calls it; null for those of this day. */
  room: string | null;
  kinds: readonly ConflictsOfKind[];
};

/** What laptops would say differently, in numbers and by kind: it is settled afterwards. Nothing if they agree. */
export function ConflictKinds({ room, kinds }: ConflictKindsProps) {
  const { t } = useWords();
  if (kinds.length === 0) return null;
  const number = count(kinds.reduce((sum, each) => sum + each.count, 0));
  return (
    <>
      <p>
        {room === null
          ? t('Laptops disagree: {{number}} to settle', { number })
          : t('Laptops of {{room}} disagree: {{number}} to settle there', { room, number })}
      </p>
      <ul>
        {kinds.map(({ kind, what, count: of, first }) => (
          <li key={kind}>
            {t('{{what}}: {{number}}', { what: roomSays(what), number: count(of) })}
            {first.length > 0 && ` (${first.join(', ')}${of > first.length ? ', …' : ''})`}
          </li>
        ))}
      </ul>
    </>
  );
}
