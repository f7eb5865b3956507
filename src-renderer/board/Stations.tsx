import { Button } from '@mantine/core';
import { useState } from 'react';
import type { StationCoverage } from '../../src-main/turnout/figures/coverage.ts';
import type { Station } from '../../src-main/turnout/stations.ts';
import type { Trust } from '../../src-main/turnout/trust/estimate.ts';
import { onTheHour } from '../../src-shared/time-of-day.ts';
import { OpenFigure } from '../figures/OpenFigure.tsx';
import { moveByArrow } from '../figures/row-arrows.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { count, time } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { Answered } from '../shared/states.tsx';
import table from '../shared/table.module.css';
import { useWords } from '../shared/use-words.ts';
import { OfficialFigures } from './OfficialFigures.tsx';
import { roundedRange } from './rounded-range.ts';
import { StationForm } from './StationForm.tsx';
import classes from './stations.module.css';
import { useCoverage, useTrust } from './use-board.ts';

/** The numbers from each station: when they last came in, how many each hour, and which hours have none. */
export function Stations() {
  const { t } = useWords();
  const coverage = useCoverage();
  return (
    <Answered of={coverage} waiting={t('Counting…')} failed={t('The stations could not be shown.')}>
      {(places) => <StationTable places={places} />}
    </Answered>
  );
}

function StationTable({ places }: { places: readonly StationCoverage[] }) {
  const { t } = useWords();
  const [editing, setEditing] = useState<{ station: Station | null } | null>(null);
  const trust = useTrust().data?.stations ?? [];
  const hasPolls = (useRoomSummary().data?.polls.length ?? 0) > 1;
  if (editing) return <StationForm station={editing.station} onDone={() => setEditing(null)} />;
  const hasStrokes = places.some((place) => place.hours.some(({ gaveNothing }) => gaveNothing > 0));
  const hours = places[0]?.hours.map(({ hour }) => hour) ?? [];
  return (
    <div className={part.parts}>
      <p className={part.note}>
        {t(
          'An hour without numbers does not mean a low turnout: perhaps nobody was telling. Uses the time on the slip if there is one.',
        )}{' '}
        {hasStrokes && t('A figure with + is voters who gave the tellers nothing.')}{' '}
        {hasPolls &&
          t('For all polls of the day together: a teller’s number is of a voter, not of one poll.')}
      </p>
      <section
        className={table.scroll}
        aria-label={t('Numbers by station and hour')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs focus to be scrolled by keys
        tabIndex={0}
        onKeyDown={moveByArrow}
      >
        <table className={`${table.table} ${classes.stations}`} data-rows="figures">
          <caption>{t('Numbers by hour')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Station')}</th>
              <th scope="col">{t('Numbers up to')}</th>
              {hours.map((hour) => (
                <th key={hour} scope="col">
                  {hour}
                </th>
              ))}
              <th scope="col">{t('Change')}</th>
            </tr>
          </thead>
          <tbody>
            {places.map((place) => (
              <Row
                key={place.name}
                place={place}
                trust={trust.find(({ name }) => name === place.name)}
                onEdit={(station) => setEditing({ station })}
              />
            ))}
          </tbody>
        </table>
      </section>
      <div>
        <Button variant="default" onClick={() => setEditing({ station: null })}>
          {t('Add a polling station…')}
        </Button>
      </div>
      <OfficialFigures places={places} />
    </div>
  );
}

type RowProps = {
  place: StationCoverage;
  trust: Trust | undefined;
  onEdit: (station: Station) => void;
};

function Row({ place, trust, onEdit }: RowProps) {
  const { t } = useWords();
  const { station, name, districts, lastAt, hours, silentHours, shifts } = place;
  return (
    <tr>
      <th scope="row">
        <OpenFigure figure={null} scope={{ station: { name, districts } }} isInRow>
          {name}
        </OpenFigure>
        <span className={classes.small}>
          {[
            station ? districts.join(', ') : t('no station set'),
            station?.place,
            station?.warp && t('no tellers: every promise is knocked'),
            shifts.length > 0 &&
              shifts.map(({ teller, starts, ends }) => `${starts}–${ends} ${teller}`).join(', '),
          ]
            .filter(Boolean)
            .join('; ')}
        </span>
        {trust && <NotVotedHere trust={trust} />}
      </th>
      <td>{lastAt === null ? t('None yet') : time(lastAt)}</td>
      {hours.map(({ hour, told: numbers, gaveNothing }) => {
        const isSilent = silentHours.includes(hour) && !station?.warp;
        return (
          <td key={hour} className={classes.hour} data-silent={isSilent || undefined}>
            {numbers > 0 ? (
              <OpenFigure
                figure="numbers"
                scope={{ station: { name, districts }, toldIn: onTheHour(hour) }}
                isInRow
              >
                {count(numbers)}
              </OpenFigure>
            ) : (
              isSilent && t('none')
            )}
            {gaveNothing > 0 && <span className={classes.small}>+{count(gaveNothing)}</span>}
          </td>
        );
      })}
      <td>
        {station && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('Change {{name}}', { name })}
            onClick={() => onEdit(station)}
          >
            {t('Change…')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** How many of a station's outstanding have not voted; nothing if too few have answered at its doors. */
function NotVotedHere({ trust: { outstanding, notVoted } }: { trust: Trust }) {
  const { t } = useWords();
  if (!notVoted) return null;
  const { low, about, high } = roundedRange(notVoted, outstanding);
  return (
    <span className={classes.small}>
      {t('about {{about}} of {{outstanding}} not voted ({{low}} to {{high}})', {
        about: count(about),
        outstanding: count(outstanding),
        low: count(low),
        high: count(high),
      })}
    </span>
  );
}
