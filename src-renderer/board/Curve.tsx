import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { StationCoverage } from '../../src-main/turnout/coverage.ts';
import { perCent } from '../shared/format.ts';
import { Answered, Busy } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { words } from '../shared/words.ts';
import classes from './curve.module.css';
import table from './stations.module.css';
import { useBoard } from './use-board.ts';
import { useCoverage } from './use-coverage.ts';

/** Of all who vote in person, about how many per cent have voted by the end of each hour from 07:00: a rule of thumb. */
const USUAL_BY_HOUR = [6, 13, 20, 26, 32, 38, 43, 48, 53, 59, 67, 77, 87, 95, 100];

const WIDTH = 720;
const HEIGHT = 260;

/** Turnout through the day, of promises and of all electors, beside what is to be expected at the same hour. */
export function Curve() {
  const { t } = useWords();
  const coverage = useCoverage();
  return (
    <Answered of={coverage} waiting={t('Drawing…')} failed={t('The curve could not be drawn.')}>
      {(stations) => <DayOfStations stations={stations} />}
    </Answered>
  );
}

function DayOfStations({ stations }: { stations: readonly StationCoverage[] }) {
  const { t } = useWords();
  const board = useBoard('district');
  const [chosen, setChosen] = useState('');
  if (board.isPending) return <Busy>{t('Drawing…')}</Busy>;
  const places = stations.filter(({ name }) => chosen === '' || name === chosen);
  const usual = usualTurnout(board.data?.rows ?? [], places);
  const rows = hourRows(places, usual);
  const silent = places.filter(({ silentHours, station }) => silentHours.length > 0 && !station?.warp);
  return (
    <div className={classes.curve}>
      <NativeSelect
        label={t('Show')}
        size="sm"
        data={[
          { value: '', label: t('Whole room') },
          ...stations.map(({ name }) => ({ value: name, label: name })),
        ]}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Lines rows={rows} />
      <p className={classes.note}>
        {t('By the time on the slip where it has one. The expected line is')}{' '}
        {usual === null
          ? t('not drawn: it needs a marked register of a past election.')
          : t(
              'how often these electors voted before ({{usual}} of past polls), spread over the day as voters usually come: an estimate.',
              { usual: perCent(usual) },
            )}
      </p>
      {silent.length > 0 && (
        <p className={classes.silent}>
          {t('No numbers came in from')}{' '}
          {silent
            .map(({ name, silentHours }) =>
              t('{{name}} in the hours from {{hours}}', { name, hours: hoursInWords(silentHours) }),
            )
            .join('; ')}
          {t(': there the curve shows silence, not a low turnout.')}
        </p>
      )}
      <section className={table.scroll} aria-label={t('Turnout by the end of each hour')}>
        <table className={table.table}>
          <caption>{t('By the end of each hour')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Hour from')}</th>
              <th scope="col">{t('Promises voted')}</th>
              <th scope="col">{t('All electors voted')}</th>
              <th scope="col">{t('Expected of promises')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ hour, promises, electors, expected, told }) => (
              <tr key={hour}>
                <th scope="row">{String(hour).padStart(2, '0')}:00</th>
                <td>{told ? perCent(promises) : '–'}</td>
                <td>{told ? perCent(electors) : '–'}</td>
                <td>{expected === null ? '–' : perCent(expected)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** `7 to 9, 12`: hours that follow one another are told of together. */
function hoursInWords(hours: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const hour of hours) {
    const last = runs.at(-1);
    if (last && last[1] === hour - 1) last[1] = hour;
    else runs.push([hour, hour]);
  }
  return runs
    .map(([from, to]) => (from === to ? String(from) : words.t('{{from}} to {{to}}', { from, to })))
    .join(', ');
}

type HourRow = { hour: number; told: boolean; promises: number; electors: number; expected: number | null };

/** Per cent by the end of each hour; hours that have not begun yet are not told of. */
function hourRows(places: readonly StationCoverage[], usual: number | null): HourRow[] {
  const promises = places.reduce((total, each) => total + each.promises, 0);
  const electors = places.reduce((total, each) => total + each.electors, 0);
  let [promisesVoted, voted] = [0, 0];
  const now = new Date().getHours();
  const lastTold = Math.max(
    now,
    ...places.flatMap(({ hours }) => hours.filter(({ told }) => told > 0).map(({ hour }) => hour)),
  );
  return (places[0]?.hours ?? []).map(({ hour }, index) => {
    for (const { hours } of places) {
      promisesVoted += hours[index]?.promisesVoted ?? 0;
      voted += hours[index]?.voted ?? 0;
    }
    return {
      hour,
      told: hour <= lastTold,
      promises: promises === 0 ? 0 : (promisesVoted / promises) * 100,
      electors: electors === 0 ? 0 : (voted / electors) * 100,
      expected: usual === null ? null : (usual * (USUAL_BY_HOUR[index] ?? 100)) / 100,
    };
  });
}

/** Mean past turnout of the districts shown, by how many electors each has. */
function usualTurnout(
  rows: readonly { district: string | null; pastTurnout: number | null; electors: number }[],
  places: readonly StationCoverage[],
): number | null {
  const shown = rows.filter(({ district }) =>
    places.some(({ districts }) => districts.includes(district ?? '')),
  );
  let [sum, electors] = [0, 0];
  for (const { pastTurnout, electors: there } of shown) {
    if (pastTurnout === null) continue;
    sum += pastTurnout * there;
    electors += there;
  }
  return electors === 0 ? null : sum / electors;
}

/** The same figures as lines; the table below says them to those who cannot see it. */
function Lines({ rows }: { rows: readonly HourRow[] }) {
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
          d={line(rows.map(({ told, electors }) => (told ? electors : null)))}
        />
        <path
          className={classes.promises}
          d={line(rows.map(({ told, promises }) => (told ? promises : null)))}
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
