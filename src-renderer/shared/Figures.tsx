import type { ReactNode } from 'react';
import classes from './figures.module.css';

export type Figure = {
  name: string;
  /** Its number, or what opens it. */
  value: ReactNode;
  note?: ReactNode;
};

/** Figures with their names, to be read from across the table. */
export function Figures({ figures, size = 'normal' }: { figures: Figure[]; size?: 'normal' | 'big' }) {
  return (
    <dl className={classes.figures} data-size={size}>
      {figures.map(({ name, value, note }) => (
        <Pair key={name} name={name}>
          {value}
          {note && <span className={classes.note}>{note}</span>}
        </Pair>
      ))}
    </dl>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.figure}>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.value}>{children}</dd>
    </div>
  );
}
