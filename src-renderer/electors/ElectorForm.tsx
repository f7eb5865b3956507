import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ElectorRecord, ElectorForm as Form } from '../../src-main/register/by-hand.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { labelled } from '../shared/labelled.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './elector-form.module.css';

export const EMPTY_FORM: Form = {
  number: '',
  forename: '',
  surname: '',
  house: '',
  flat: '',
  street: '',
  postcode: '',
  markers: '',
  absent: '',
  votingIntention: '',
  phone: '',
  note: '',
  lift: false,
  doNotKnock: false,
  gone: '',
};

const ABSENT: { value: Form['absent']; label: string }[] = [
  { value: '', label: 'as the register’s letters say' },
  { value: 'postal', label: 'by post' },
  { value: 'proxy', label: 'by proxy' },
  { value: 'none', label: 'in person' },
];

const GONE: { value: Form['gone']; label: string }[] = [
  { value: '', label: 'no' },
  { value: 'moved', label: 'moved away' },
  { value: 'deceased', label: 'deceased' },
];

type Text = Exclude<keyof Form, 'lift' | 'doNotKnock' | 'absent' | 'gone'>;

type ElectorFormProps = {
  start: Form;
  /** Null for somebody new. */
  elector: ElectorRecord | null;
  onDone: (sentence: string) => void;
  onCancel: () => void;
};

/** An elector's facts to be typed: Enter saves. */
export function ElectorForm({ start, elector, onDone, onCancel }: ElectorFormProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const [form, setForm] = useState<Form>(start);
  const save = useMutation({
    mutationFn: () => {
      const typed = onlyForm(form);
      if (!elector) return client.register.addElector.mutate({ form: typed, by });
      const { number: _, ...facts } = typed;
      return client.register.correctElector.mutate({ id: elector.id, form: facts, by });
    },
    onSuccess: ({ number, forename, surname }) =>
      onDone(
        elector
          ? t('{{number}} {{forename}} {{surname}} is corrected.', { number, forename, surname })
          : t('{{number}} {{forename}} {{surname}} is added.', { number, forename, surname }),
      ),
  });
  const toggle = useMutation({
    mutationFn: ({ id, onRegister }: ElectorRecord) =>
      onRegister
        ? client.register.removeElector.mutate({ id, by })
        : client.register.restoreElector.mutate({ id, by }),
    onSuccess: ({ number, forename, surname, onRegister }) =>
      onDone(
        onRegister
          ? t('{{number}} {{forename}} {{surname}} is back on the register.', { number, forename, surname })
          : t('{{number}} {{forename}} {{surname}} is off the register.', { number, forename, surname }),
      ),
  });
  const text = (
    name: Text,
    label: string,
    more: { autoFocus?: boolean; disabled?: boolean } = {},
  ): ReactNode => (
    <TextInput
      label={t(label)}
      value={form[name]}
      autoComplete="off"
      onChange={(event) => setForm({ ...form, [name]: event.currentTarget.value })}
      {...more}
    />
  );
  const failed = save.error ?? toggle.error;
  return (
    <form
      className={part.part}
      aria-label={elector ? t('Correct {{number}}', { number: elector.number }) : t('New elector')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {elector && <Standing elector={elector} />}
      <div className={classes.fields}>
        {!elector && text('number', 'Elector number, with district', { autoFocus: form.number === '' })}
        {text('forename', 'Forenames', { autoFocus: elector !== null || form.number !== '' })}
        {text('surname', 'Surname')}
        {text('flat', 'Flat or house name')}
        {text('house', 'House number')}
        {text('street', 'Street')}
        {text('postcode', 'Postcode')}
        {text('markers', 'Markers')}
        <NativeSelect
          label={t('Votes')}
          data={labelled(ABSENT)}
          value={form.absent}
          onChange={(event) => setForm({ ...form, absent: event.currentTarget.value as Form['absent'] })}
        />
        <NativeSelect
          label={t('Gone')}
          data={labelled(GONE)}
          value={form.gone}
          onChange={(event) => setForm({ ...form, gone: event.currentTarget.value as Form['gone'] })}
        />
        {text('votingIntention', 'Voting intention')}
        {text('phone', 'Telephone')}
        {text('note', 'Note')}
      </div>
      <div className={part.row}>
        <Checkbox
          label={t('Lift wanted')}
          checked={form.lift}
          onChange={(event) => setForm({ ...form, lift: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('Do not knock')}
          checked={form.doNotKnock}
          onChange={(event) => setForm({ ...form, doNotKnock: event.currentTarget.checked })}
        />
      </div>
      <Failed what={t('Nothing was changed.')} error={failed} />
      <div className={part.row}>
        <Button type="submit" disabled={save.isPending}>
          {elector ? t('Save') : t('Add')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('Cancel')}
        </Button>
        {elector && (
          <Button variant="default" disabled={toggle.isPending} onClick={() => toggle.mutate(elector)}>
            {elector.onRegister ? t('Take off the register') : t('Put back on the register')}
          </Button>
        )}
      </div>
    </form>
  );
}

function Standing({ elector }: { elector: ElectorRecord }) {
  const { t } = useWords();
  const words = [
    elector.promise && t('promise'),
    elector.markedOff && t('marked off'),
    elector.keptOff && t('on no sheet: {{why}}', { why: t(elector.keptOff) }),
    !elector.onRegister && t('no longer on the register'),
  ].filter(Boolean);
  return (
    <p>
      <strong>{elector.number}</strong> {elector.address}
      {words.length > 0 && ` (${words.join(', ')})`}
    </p>
  );
}

/** A record has more than a form. */
function onlyForm(form: Form): Form {
  return Object.fromEntries(Object.keys(EMPTY_FORM).map((name) => [name, form[name as keyof Form]])) as Form;
}
