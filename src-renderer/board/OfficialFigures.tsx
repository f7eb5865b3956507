import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { StationCoverage } from '../../src-main/turnout/figures/coverage.ts';
import type { Station } from '../../src-main/turnout/stations.ts';
import { readTime } from '../../src-shared/read-time.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { count, perCent, time } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { TimeInput } from '../shared/TimeInput.tsx';
import table from '../shared/table.module.css';
import { todayAt } from '../shared/today-at.ts';
import { useWords } from '../shared/use-words.ts';

type Place = StationCoverage & { station: Station };

/** How many ballot papers each station says that it has issued, as it posts them on its door. */
export function OfficialFigures({ places }: { places: readonly StationCoverage[] }) {
  const { t } = useWords();
  const headingId = useId();
  const known = places.flatMap(({ station, ...place }) => (station ? [{ ...place, station }] : []));
  if (known.length === 0) return null;
  return (
    <section className={part.part} aria-labelledby={headingId}>
      <h2 id={headingId} className={part.heading}>
        {t('Official figures')}
      </h2>
      <p className={part.note}>
        {t(
          'How many ballot papers a station has issued, if it posts the figure. Voters of every party count in it.',
        )}
      </p>
      <NewFigure places={known} />
      {known.some(({ official }) => official.length > 0) && <Posted places={known} />}
    </section>
  );
}

function NewFigure({ places }: { places: readonly Place[] }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const [chosen, setChosen] = useState('');
  const [clock, setClock] = useState('');
  const [ballots, setBallots] = useState('');
  const stationId =
    places.find(({ station }) => String(station.id) === chosen)?.station.id ?? places[0]?.station.id;
  const at = todayAt(readTime(clock));
  const save = useMutation({
    mutationFn: (figure: { stationId: number; at: number }) =>
      client.turnout.saveOfficialFigure.mutate({ ...figure, ballots: Number(ballots), by }),
    onSuccess: () => setBallots(''),
  });
  return (
    <form
      className={part.part}
      aria-label={t('New official figure')}
      onSubmit={(event) => {
        event.preventDefault();
        if (stationId !== undefined && at !== null) save.mutate({ stationId, at });
      }}
    >
      <div className={part.row}>
        <NativeSelect
          label={t('Station')}
          data={places.map(({ station }) => ({ value: String(station.id), label: station.name }))}
          value={String(stationId)}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <TimeInput label={t('Posted at')} value={clock} onChange={setClock} />
        <TextInput
          label={t('Ballot papers')}
          inputMode="numeric"
          value={ballots}
          onChange={(event) => setBallots(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
        />
        <Button type="submit" disabled={at === null || ballots === '' || save.isPending}>
          {t('Save the figure')}
        </Button>
      </div>
      <Failed what={t('Nothing was saved.')} error={save.error} />
    </form>
  );
}

function Posted({ places }: { places: readonly Place[] }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const takeBack = useMutation({
    mutationFn: (figure: { stationId: number; at: number }) =>
      client.turnout.saveOfficialFigure.mutate({ ...figure, ballots: null, by }),
  });
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table} data-rows="figures">
          <caption>{t('Ballot papers issued, as stations posted them')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Station')}</th>
              <th scope="col">{t('Posted at')}</th>
              <th scope="col">{t('Ballot papers')}</th>
              <th scope="col">{t('Of its electors')}</th>
              <th scope="col">{t('Take back')}</th>
            </tr>
          </thead>
          <tbody>
            {places.flatMap(({ station, official, electors }) =>
              official.map(({ at, ballots }) => (
                <tr key={`${station.id} ${at}`}>
                  <th scope="row">{station.name}</th>
                  <td>{time(at)}</td>
                  <td>{count(ballots)}</td>
                  <td>{perCent((ballots / Math.max(1, electors)) * 100)}</td>
                  <td>
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={t('Take back: {{name}} at {{time}}', {
                        name: station.name,
                        time: time(at),
                      })}
                      disabled={takeBack.isPending}
                      onClick={() => takeBack.mutate({ stationId: station.id, at })}
                    >
                      {t('Take back')}
                    </Button>
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
      <Failed what={t('The figure was not taken back.')} error={takeBack.error} />
    </>
  );
}
