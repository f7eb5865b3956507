import { Button, Checkbox, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { StationForm as Form, Shift, Station } from '../../src-main/turnout/stations.ts';
import { readTime } from '../../src-shared/read-time.ts';
import { onTheHour, POLLS_OPEN } from '../../src-shared/time-of-day.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { districtLabel } from '../shared/district-label.ts';
import { Foot } from '../shared/Foot.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { TimeInput } from '../shared/TimeInput.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './stations.module.css';

const NEW: Form = { name: '', place: '', warp: false, districts: [], shifts: [] };
/** The first two hours of the poll. */
const NEW_SHIFT: Shift = { teller: '', starts: onTheHour(POLLS_OPEN), ends: onTheHour(POLLS_OPEN + 2) };

/** A polling station: which districts vote there, and who tells when. */
export function StationForm({ station, onDone }: { station: Station | null; onDone: () => void }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const form = useForm<Form>({ initialValues: station ? formOf(station) : NEW });
  const save = useMutation({
    mutationFn: (changed: Form) =>
      client.turnout.saveStation.mutate({ id: station?.id ?? null, form: changed, by }),
    onSuccess: onDone,
  });
  const remove = useMutation({
    mutationFn: (id: number) => client.turnout.removeStation.mutate({ id, by }),
    onSuccess: onDone,
  });
  const hasOddTime = form.values.shifts.some(({ starts, ends }) => !readTime(starts) || !readTime(ends));
  return (
    <form
      className={classes.form}
      aria-label={station ? t('Change {{name}}', { name: station.name }) : t('New polling station')}
      onSubmit={form.onSubmit((changed) => save.mutate(withTimes(changed)))}
    >
      <Place form={form} />
      <Shifts form={form} />
      <Foot isOnCard>
        <Failed what={t('Nothing was changed.')} error={save.error ?? remove.error} />
        <div className={part.row}>
          <Button type="submit" disabled={hasOddTime || save.isPending}>
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
      </Foot>
    </form>
  );
}

type PartProps = { form: UseFormReturnType<Form> };

function Place({ form }: PartProps) {
  const { t } = useWords();
  const districts = useRoomSummary().data?.pollingDistricts ?? [];
  return (
    <>
      <div className={part.row}>
        {/* The form has just been opened. */}
        <TextInput autoFocus label={t('Name of the station')} {...form.getInputProps('name')} />
        <TextInput label={t('Where it is')} {...form.getInputProps('place')} />
      </div>
      <Checkbox.Group label={t('Districts that vote there')} {...form.getInputProps('districts')}>
        <div className={part.row}>
          {districts.map((district) => (
            <Checkbox key={district.code} value={district.code} label={districtLabel(district)} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox
        label={t('No tellers here: knock every promise')}
        {...form.getInputProps('warp', { type: 'checkbox' })}
      />
    </>
  );
}

function Shifts({ form }: PartProps) {
  const { t } = useWords();
  return (
    <>
      {form.values.shifts.map((shift, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a shift is its place in the list
        <div key={place} className={part.row}>
          <TextInput
            label={t('Teller {{value}}', { value: place + 1 })}
            {...form.getInputProps(`shifts.${place}.teller`)}
          />
          <TimeInput
            label={t('From')}
            value={shift.starts}
            onChange={(text) => form.setFieldValue(`shifts.${place}.starts`, text)}
          />
          <TimeInput
            label={t('To')}
            value={shift.ends}
            onChange={(text) => form.setFieldValue(`shifts.${place}.ends`, text)}
          />
          <Button
            variant="default"
            aria-label={t('Remove teller {{value}}', { value: place + 1 })}
            onClick={() => form.removeListItem('shifts', place)}
          >
            {t('Remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button variant="default" size="sm" onClick={() => form.insertListItem('shifts', NEW_SHIFT)}>
          {t('Add a teller’s shift')}
        </Button>
      </div>
    </>
  );
}

/** A station without its id. */
function formOf({ id: _, ...form }: Station): Form {
  return form;
}

/** With the times as the room keeps them. */
function withTimes(form: Form): Form {
  const shifts = form.shifts.map(({ starts, ends, ...shift }) => ({
    ...shift,
    starts: readTime(starts) ?? starts,
    ends: readTime(ends) ?? ends,
  }));
  return { ...form, shifts };
}
