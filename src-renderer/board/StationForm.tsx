import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { StationForm as Form, Shift, Station } from '../../src-main/turnout/stations.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './stations.module.css';

const NEW: Form = { name: '', place: '', warp: false, districts: [], shifts: [] };
const NEW_SHIFT: Shift = { teller: '', starts: '07:00', ends: '09:00' };

/** A polling station: which districts vote there, and who tells when. */
export function StationForm({ station, onDone }: { station: Station | null; onDone: () => void }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const districts = useRoomSummary().data?.pollingDistricts ?? [];
  const [form, setForm] = useState<Form>(() => {
    if (!station) return NEW;
    const { id: _, ...rest } = station;
    return rest;
  });
  const save = useMutation({
    mutationFn: () => client.turnout.saveStation.mutate({ id: station?.id ?? null, form, by }),
    onSuccess: onDone,
  });
  const remove = useMutation({
    mutationFn: (id: number) => client.turnout.removeStation.mutate({ id, by }),
    onSuccess: onDone,
  });
  const failed = save.error ?? remove.error;
  const setShift = (place: number, change: Partial<Shift>) =>
    setForm({
      ...form,
      shifts: form.shifts.map((shift, at) => (at === place ? { ...shift, ...change } : shift)),
    });
  return (
    <form
      className={classes.form}
      aria-label={station ? t('Change {{name}}', { name: station.name }) : t('New polling station')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={classes.row}>
        <TextInput
          // The form has just been asked for.
          autoFocus
          label={t('Name of the station')}
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
        />
        <TextInput
          label={t('Where it is')}
          value={form.place}
          onChange={(event) => setForm({ ...form, place: event.currentTarget.value })}
        />
      </div>
      <Checkbox.Group
        label={t('Districts that vote there')}
        value={form.districts}
        onChange={(chosen) => setForm({ ...form, districts: chosen })}
      >
        <div className={classes.row}>
          {districts.map(({ code }) => (
            <Checkbox key={code} value={code} label={code} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox
        label={t('No tellers here: knock every promise')}
        checked={form.warp}
        onChange={(event) => setForm({ ...form, warp: event.currentTarget.checked })}
      />
      {form.shifts.map((shift, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a shift is its place in the list
        <div key={place} className={classes.row}>
          <TextInput
            label={t('Teller {{value}}', { value: place + 1 })}
            value={shift.teller}
            onChange={(event) => setShift(place, { teller: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t('From')}
            value={shift.starts}
            onChange={(event) => setShift(place, { starts: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t('To')}
            value={shift.ends}
            onChange={(event) => setShift(place, { ends: event.currentTarget.value })}
          />
          <Button
            variant="default"
            aria-label={t('Take teller {{value}} out', { value: place + 1 })}
            onClick={() => setForm({ ...form, shifts: form.shifts.filter((_, at) => at !== place) })}
          >
            {t('Take out')}
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="sm"
          onClick={() => setForm({ ...form, shifts: [...form.shifts, NEW_SHIFT] })}
        >
          {t('Add a teller’s shift')}
        </Button>
      </div>
      <Failed what={t('Nothing was changed.')} error={failed} />
      <div className={classes.row}>
        <Button type="submit" disabled={save.isPending}>
          {t('Save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('Cancel')}
        </Button>
        {station && (
          <Button variant="default" disabled={remove.isPending} onClick={() => remove.mutate(station.id)}>
            {t('Remove this station')}
          </Button>
        )}
      </div>
    </form>
  );
}
