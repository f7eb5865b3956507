import { useId } from 'react';
import type { RoomSummary } from '../../src-main/api/summary.ts';
import { Figures } from '../shared/Figures.tsx';
import { count } from '../shared/format.ts';
import classes from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import { CodeCounts } from './CodeCounts.tsx';

/** The register this room works with. */
export function RegisterHeld({ room }: { room: RoomSummary }) {
  const { t } = useWords();
  const headingId = useId();
  const codes = Object.entries(room.meanings)
    .flatMap(([code, meaning]) => (meaning === 'promise' ? [code] : []))
    .join(', ');
  return (
    <section className={classes.part} aria-labelledby={headingId}>
      <h2 id={headingId} className={classes.heading}>
        {t('In this room')}
      </h2>
      <Figures
        figures={[
          { name: t('Electors'), value: count(room.electors) },
          { name: t('Promises'), value: count(room.promises) },
          { name: t('Postal voters'), value: count(room.postal) },
          { name: t('Streets'), value: count(room.streets) },
          { name: t('Polling districts'), value: count(room.pollingDistricts.length) },
        ]}
      />
      <CodeCounts name={t('Polling districts')} counts={room.pollingDistricts} />
      <p>
        {codes === ''
          ? t('No voting intention counts as a promise, so nobody is outstanding.')
          : t('Voting intentions that count as a promise: {{codes}}.', { codes })}{' '}
        {room.elections.length > 0 &&
          t('Past turnout of {{elections}}.', {
            elections: room.elections.map(({ name }) => name).join(', '),
          })}
      </p>
    </section>
  );
}
