import type { NamedElectors } from '../../src-main/register/types.ts';
import { count } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';

/** Electors by name, folded away. */
export function NamedList({ title, list }: { title: string; list: NamedElectors }) {
  const { t } = useWords();
  const { total, electors } = list;
  if (total === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul aria-label={title}>
        {electors.map(({ number, name, what }) => (
          <li key={number}>
            {number} {name}
            {what && `: ${roomSays(what)}`}
          </li>
        ))}
        {total > electors.length && (
          <li>{t('and {{number}} more', { number: count(total - electors.length) })}</li>
        )}
      </ul>
    </details>
  );
}
