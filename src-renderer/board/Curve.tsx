import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { StationCoverage } from '../../src-main/turnout/figures/coverage.ts';
import type { FigureScope } from '../../src-main/turnout/figures/figure-types.ts';
import { onTheHour } from '../../src-shared/time-of-day.ts';
import { OpenFigure } from '../figures/OpenFigure.tsx';
import { moveByArrow } from '../figures/row-arrows.ts';
import type { PollKind } from '../room/use-room-summary.ts';
import { perCent } from '../shared/format.ts';
import { inShort } from '../shared/in-short.ts';
import part from '../shared/part.module.css';
import { Answered } from '../shared/states.tsx';
import table from '../shared/table.module.css';
import { useWords } from '../shared/use-words.ts';
import { words } from '../shared/words.ts';
import { CurveLines } from './CurveLines.tsx';
import classes from './curve.module.css';
import { type HourRow, hourRows, usualTurnout } from './hour-rows.ts';
import { useCoverage } from './use-board.ts';

/** Turnout through the day, of promises and of all electors, beside what is to be expected at the same hour. */
export function Curve({ poll }: { poll: PollKind | undefined }) {
  const { t } = useWords();
  const coverage = useCoverage(poll);
  return (
    <Answered of={coverage} waiting={t('Drawing…')} failed={t('The curve could not be drawn.')}>
      {(stations) => <DayOfStations stations={stations} />}
    </Answered>
  );
}

function DayOfStations({ stations }: { stations: readonly StationCoverage[] }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState('');
  const one = stations.find(({ name }) => name === chosen);
  const places = one ? [one] : stations;
  const usual = usualTurnout(places);
  const rows = hourRows(places, usual);
  const scope: FigureScope = one ? { station: { name: one.name, districts: one.districts } } : {};
  return (
    <div className={classes.curve}>
      <NativeSelect
        label={t('Show')}
        size="sm"
        data={[
          { value: '', label: t('Whole room') },
          ...stations.map(({ name }) => ({ value: name, label: name })),
        ]}
        value={one?.name ?? ''}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <CurveLines rows={rows} scope={scope} />
      <p className={part.note}>
        {usual === null
          ? t(
              'Uses the time on the slip if there is one. There is no expected line: it needs a marked register of a past election.',
            )
          : t(
              'Uses the time on the slip if there is one. The expected line is how often these electors voted before ({{usual}} of past polls), spread over the day as voters usually come. It is an estimate.',
              { usual: perCent(usual) },
            )}
      </p>
      <HoursWithoutNumbers places={places} />
      <HourTable rows={rows} scope={scope} />
    </div>
  );
}

function HoursWithoutNumbers({ places }: { places: readonly StationCoverage[] }) {
  const { t } = useWords();
  const missing = places.filter(({ silentHours, station }) => silentHours.length > 0 && !station?.warp);
  if (missing.length === 0) return null;
  const stations = inShort(
    missing.map(({ name, silentHours }) =>
      t('{{name}} in the hours from {{hours}}', { name, hours: hoursInWords(silentHours) }),
    ),
    '; ',
  );
  return (
    <p className={classes.silent}>
      {t('No numbers came in from {{stations}}. This does not mean a low turnout there.', { stations })}
    </p>
  );
}

/** `7 to 9, 12` */
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

/** `scope` is whose hours these are. */
function HourTable({ rows, scope }: { rows: readonly HourRow[]; scope: FigureScope }) {
  const { t } = useWords();
  const hasStrokes = rows.some(({ seen }) => seen !== null);
  return (
    <section
      onKeyDown={moveByArrow}
      className={table.scroll}
      aria-label={t('Turnout by the end of each hour')}
    >
      <table className={table.table} data-rows="figures">
        <caption>{t('By the end of each hour')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Hour from')}</th>
            <th scope="col">{t('Promises voted')}</th>
            <th scope="col">{t('All electors voted')}</th>
            {hasStrokes && <th scope="col">{t('All who passed the tellers')}</th>}
            <th scope="col">{t('Expected of promises')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ hour, promises, electors, seen, expected, hasBegun }) => {
            const by = { ...scope, toldBy: onTheHour(hour) };
            return (
              <tr key={hour}>
                <th scope="row">
                  {hasBegun ? (
                    <OpenFigure figure={null} scope={by} isInRow>
                      {onTheHour(hour)}
                    </OpenFigure>
                  ) : (
                    onTheHour(hour)
                  )}
                </th>
                <td>
                  {hasBegun ? (
                    <OpenFigure figure="turnout" scope={by} isInRow>
                      {perCent(promises)}
                    </OpenFigure>
                  ) : (
                    '–'
                  )}
                </td>
                <td>
                  {hasBegun ? (
                    <OpenFigure figure="voted" scope={by} isInRow>
                      {perCent(electors)}
                    </OpenFigure>
                  ) : (
                    '–'
                  )}
                </td>
                {hasStrokes && <td>{hasBegun && seen !== null ? perCent(seen) : '–'}</td>}
                <td>
                  {expected === null ? (
                    '–'
                  ) : (
                    <OpenFigure figure="pastTurnout" scope={scope} isInRow={hasBegun}>
                      {perCent(expected)}
                    </OpenFigure>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
