import { useElementSize } from '@mantine/hooks';
import type { FigureScope } from '../../src-main/turnout/figures/figure-types.ts';
import { onTheHour } from '../../src-shared/time-of-day.ts';
import { OpenFigure } from '../figures/OpenFigure.tsx';
import { moveByArrow } from '../figures/row-arrows.ts';
import { perCent } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './curve.module.css';
import type { HourRow } from './hour-rows.ts';

/** Until the window has said how much room there is. */
const USUAL_WIDTH = 720;
const HEIGHT = 280;
const ABOVE = 10;
const BELOW = 28;
/** Beside the lines: for `100%`, and for half of the last hour. */
const LEFT = 52;
const RIGHT = 14;

/**
 * The turnout as lines, of which each hour opens. The table below has the same figures for those who cannot see it.
 * `scope` is whose turnout it is.
 */
export function CurveLines({ rows, scope }: { rows: readonly HourRow[]; scope: FigureScope }) {
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
      <div className={classes.drawing}>
        <svg
          className={classes.chart}
          viewBox={`-${LEFT} -${ABOVE} ${whole} ${ABOVE + HEIGHT + BELOW}`}
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
            className={classes.seen}
            d={line(rows.map(({ hasBegun, seen }) => (hasBegun ? seen : null)))}
          />
          <path
            className={classes.electors}
            d={line(rows.map(({ hasBegun, electors }) => (hasBegun ? electors : null)))}
          />
          <path
            className={classes.promises}
            d={line(rows.map(({ hasBegun, promises }) => (hasBegun ? promises : null)))}
          />
        </svg>
        <Hours rows={rows} scope={scope} leftOf={(index) => LEFT + x(index)} />
      </div>
      <figcaption className={classes.key}>
        <span data-line="promises">{t('Promises')}</span>
        <span data-line="electors">{t('All electors')}</span>
        {rows.some(({ seen }) => seen !== null) && (
          <span data-line="seen">{t('All who passed the tellers')}</span>
        )}
        <span data-line="expected">{t('Expected of promises')}</span>
      </figcaption>
    </figure>
  );
}

type HoursProps = { rows: readonly HourRow[]; scope: FigureScope; leftOf: (index: number) => number };

/** Over each hour that has begun, what opens it: by the mouse, or by Tab to the last one and the arrows. */
function Hours({ rows, scope, leftOf }: HoursProps) {
  const { t } = useWords();
  const begun = rows.filter(({ hasBegun }) => hasBegun);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows move among its hours
    <div data-figures onKeyDown={moveByArrow}>
      {begun.map(({ hour, promises, electors }, index) => {
        const [left, right] = [leftOf(index + 0.5), leftOf(index + 1.5)];
        const name = t(
          'By the end of the hour from {{hour}}: {{promises}} of promises, {{electors}} of all',
          {
            hour: onTheHour(hour),
            promises: perCent(promises),
            electors: perCent(electors),
          },
        );
        return (
          <div
            key={hour}
            className={classes.hour}
            data-high={Math.max(promises, electors) > 50 || undefined}
            style={{ left, width: right - left, height: ABOVE + HEIGHT }}
          >
            <OpenFigure
              figure={null}
              scope={{ ...scope, toldBy: onTheHour(hour) }}
              skipsTab={hour !== begun.at(-1)?.hour}
            >
              <span className={classes.said}>{name}</span>
            </OpenFigure>
          </div>
        );
      })}
    </div>
  );
}
