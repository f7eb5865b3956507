import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Slip } from '../../src-main/turnout/slips.ts';
import { timeOfDay } from '../../src-shared/time-of-day.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './slip.module.css';
import { beginSlip } from './slip-session.ts';

type SlipHeadProps = { by: string; district: string; secondOf: Slip | null; onDone: () => void };

/** What is written at the head of a slip. All of it can be left empty. */
export function SlipHead({ by, district, secondOf, onDone }: SlipHeadProps) {
  const { t } = useWords();
  const districts = useRoomSummary().data?.pollingDistricts ?? [];
  const stations = useQuery({ queryKey: [ROOM, 'stations'], queryFn: () => client.turnout.stations.query() });
  // A station is chosen by `s` and its number, a district by its code.
  const [place, setPlace] = useState(placeOf(secondOf) ?? district);
  const [at, setAt] = useState(secondOf?.toldAt ? timeOfDay(secondOf.toldAt) : '');
  const [teller, setTeller] = useState(secondOf?.teller ?? '');
  const begin = useMutation({
    mutationFn: () => {
      const stationId = /^s\d+$/.test(place) ? Number(place.slice(1)) : null;
      return beginSlip({
        district: stationId === null ? place : '',
        stationId,
        toldAt: at === '' ? null : todayAt(at),
        teller,
        toldCount: null,
        secondOf: secondOf?.id ?? null,
        by,
      });
    },
    onSuccess: onDone,
  });
  return (
    <form
      className={classes.running}
      aria-label={secondOf ? t('Slip {{id}} again', { id: secondOf.number }) : t('New slip')}
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate();
      }}
    >
      <div className={classes.bar}>
        <NativeSelect
          // The form has just been opened.
          autoFocus
          label={t('District or station')}
          size="sm"
          data={[
            { value: '', label: t('Any') },
            ...(stations.data ?? []).map(({ id, name }) => ({ value: `s${id}`, label: name })),
            ...districts.map(({ code }) => ({ value: code, label: code })),
          ]}
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
        <TextInput
          type="time"
          label={t('Time on the slip')}
          size="sm"
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <TextInput
          label={t('Teller')}
          size="sm"
          value={teller}
          onChange={(event) => setTeller(event.currentTarget.value)}
        />
      </div>
      <div className={classes.bar}>
        <Button type="submit" size="sm" disabled={begin.isPending}>
          {secondOf ? t('Begin slip {{id}} again', { id: secondOf.number }) : t('Begin')}
        </Button>
        <Button variant="default" size="sm" onClick={onDone}>
          {t('Cancel')}
        </Button>
      </div>
      <Failed what={t('The slip was not started.')} error={begin.error} />
    </form>
  );
}

function placeOf(slip: Slip | null): string | null {
  if (!slip) return null;
  return slip.stationId === null ? slip.district : `s${slip.stationId}`;
}

/** `14:05` of today, in milliseconds since 1970. */
function todayAt(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return new Date().setHours(hours, minutes, 0, 0);
}
