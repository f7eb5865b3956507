import { useElementSize } from '@mantine/hooks';
import { useWords } from '../shared/use-words.ts';
import classes from './curve.module.css';
import type { HourRow } from './hour-rows.ts';

/** Until the window has said how much room there is. */
const USUAL_WIDTH = 720;
const HEIGHT = 280;
/** Beside the lines: for `100%`, and for half of the last hour. */
const LEFT = 52;
const RIGHT = 14;

/** The turnout as lines. The table below has the same figures for those who cannot see it. */
export function CurveLines({ rows }: { rows: readonly HourRow[] }) {
  const { t } = useWords();
  const room = useElementSize<HTMLElement>();
  const whole = Math.round(room.width) || USUAL_WIDTH;
  const width = whole - LEFT - RIGHT;
  const x = (index: number) => (width * index) / Math.max(1, rows.length);
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
    <figure className={classes.figure} ref={room.ref}>
      <svg
        className={classes.chart}
        viewBox={`-${LEFT} -10 ${whole} ${HEIGHT + 38}`}
        role="img"
        aria-label={t('Turnout through the day; the table below has the figures')}
      >
        {[0, 25, 50, 75, 100].map((value) => (
          <g key={value}>
            <path className={classes.grid} d={`M0 ${y(value)}H${width}`} />
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
