import { useId } from 'react';
import type { RoomSummary } from '../../src-main/api/summary.ts';
import { Figures } from '../shared/Figures.tsx';
import { count } from '../shared/format.ts';
import { CodeCounts } from './CodeCounts.tsx';
import classes from './part.module.css';

/** The register this room works with. */
export function RegisterHeld({ room }: { room: RoomSummary }) {
  const headingId = useId();
  const codes = Object.entries(room.meanings)
    .flatMap(([code, meaning]) => (meaning === 'promise' ? [code] : []))
    .join(', ');
  return (
    <section className={classes.part} aria-labelledby={headingId}>
      <h2 id={headingId} className={classes.heading}>
        In this room
      </h2>
      <Figures
        figures={[
          { name: 'Electors', value: count(room.electors) },
          { name: 'Promises', value: count(room.promises) },
          { name: 'Postal voters', value: count(room.postal) },
          { name: 'Streets', value: count(room.streets) },
          { name: 'Polling districts', value: count(room.pollingDistricts.length) },
        ]}
      />
      <CodeCounts name="Polling districts" counts={room.pollingDistricts} />
      <p>
        {codes === ''
          ? 'No voting intention counts as a promise, so nobody is outstanding.'
          : `Voting intentions that count as a promise: ${codes}.`}
        {room.elections.length > 0 &&
          ` Past turnout of ${room.elections.map(({ name }) => name).join(', ')}.`}
      </p>
    </section>
  );
}
