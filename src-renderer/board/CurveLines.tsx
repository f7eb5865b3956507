import { useWords } from '../shared/use-words.ts';
import classes from './curve.module.css';
import type { HourRow } from './hour-rows.ts';

const WIDTH = 720;
const HEIGHT = 260;

/** The turnout as lines. The table below has the same figures for those who cannot see it. */
export function CurveLines({ rows }: { rows: readonly HourRow[] }) {
  const { t } = useWords();
  const x = (index: number) => (WIDTH * index) / Math.max(1, rows.length);
  const y = (value: number) => HEIGHT - (HEIGHT * Math.min(100, value)) / 100;
  const line = (values: readonly (number | null)[]) =>
    [
      [0, 0] as const,
      ...values.flatMap((value, index) => (value === null ? [] : [[index + 1, value] as const])),
    ]
      .map(
        ([index, value], place) => `${place === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`,
      )
      .join(' ');
  return (
    <figure className={classes.figure}>
      <svg
        className={classes.chart}
        viewBox={`-40 -8 ${WIDTH + 48} ${HEIGHT + 34}`}
        role="img"
        aria-label={t('Turnout through the day; the table below has the figures')}
      >
        {[0, 25, 50, 75, 100].map((value) => (
          <g key={value}>
            <path className={classes.grid} d={`M0 ${y(value)}H${WIDTH}`} />
            <text className={classes.label} x={-6} y={y(value) + 5} textAnchor="end">
              {value}%
            </text>
          </g>
        ))}
        {rows.map(({ hour }, index) => (
          <text key={hour} className={classes.label} x={x(index)} y={HEIGHT + 20} textAnchor="middle">
            {hour}
          </text>
        ))}
        <path className={classes.expected} d={line(rows.map(({ expected }) => expected))} />
        <path
          className={classes.electors}
          d={line(rows.map(({ hasBegun, electors }) => (hasBegun ? electors : null)))}
        />
        <path
          className={classes.promises}
          d={line(rows.map(({ hasBegun, promises }) => (hasBegun ? promises : null)))}
        />
      </svg>
      <figcaption className={classes.key}>
        <span data-line="promises">{t('Promises')}</span>
        <span data-line="electors">{t('All electors')}</span>
        <span data-line="expected">{t('Expected of promises')}</span>
      </figcaption>
    </figure>
  );
}
