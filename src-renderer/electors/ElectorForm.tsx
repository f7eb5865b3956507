import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import type { ElectorRecord, ElectorForm as Form } from '../../src-main/register/by-hand.ts';
import type { ElectorAsk } from '../../src-main/register/typed-elector.ts';
import { type Message, say } from '../../src-shared/message.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { WaitingForImport } from '../room/WaitingForImport.tsx';
import { Foot } from '../shared/Foot.tsx';
import { labelled } from '../shared/labelled.ts';
import part from '../shared/part.module.css';
import { asksOf } from '../shared/sentence.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { ElectorAsks } from './ElectorAsks.tsx';
import { noSheetReason } from './elector-words.ts';

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

type ElectorFormProps = {
  start: Form;
  /** Null for a new elector. */
  elector: ElectorRecord | null;
  onDone: (done: Message) => void;
  onCancel: () => void;
};

/** The facts of one elector. Enter saves. */
export function ElectorForm({ start, elector, onDone, onCancel }: ElectorFormProps) {
  const { t } = useWords();
  const form = useForm<Form>({ initialValues: onlyForm(start) });
  const save = useSave(elector, onDone);
  const toggle = useToggle(onDone);
  const asks = asksOf(save.error);
  return (
    <form
      className={part.part}
      aria-label={elector ? t('Correct {{number}}', { number: elector.number }) : t('New elector')}
      onSubmit={form.onSubmit((facts) => save.mutate({ form: facts, confirmed: [] }))}
    >
      {elector && <Summary elector={elector} />}
      <Fields form={form} isNew={elector === null} startsWithNumber={start.number === ''} />
      <div className={part.row}>
        <Checkbox label={t('Lift wanted')} {...form.getInputProps('lift', { type: 'checkbox' })} />
        <Checkbox label={t('Do not knock')} {...form.getInputProps('doNotKnock', { type: 'checkbox' })} />
      </div>
      <Foot>
        {asks.length > 0 ? (
          <ElectorAsks
            asks={asks}
            onChoose={(about, suggestion) => {
              form.setFieldValue(about === 'street' ? 'street' : 'votingIntention', suggestion);
              save.reset();
            }}
            onConfirm={(about) =>
              save.mutate({ form: form.values, confirmed: [...(save.variables?.confirmed ?? []), about] })
            }
          />
        ) : (
          <Failed what={t('Nothing was changed.')} error={save.error ?? toggle.error} />
        )}
        <WaitingForImport isPending={save.isPending || toggle.isPending} />
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
      </Foot>
    </form>
  );
}

function useSave(elector: ElectorRecord | null, onDone: (done: Message) => void) {
  const by = useEnteredBy();
  return useMutation({
    mutationFn: ({ form, confirmed }: { form: Form; confirmed: ElectorAsk['about'][] }) => {
      if (!elector) return client.register.addElector.mutate({ form, confirmed, by });
      const { number: _, ...facts } = form;
      return client.register.correctElector.mutate({ id: elector.id, form: facts, confirmed, by });
    },
    onSuccess: ({ number, forename, surname }) =>
      onDone(
        elector
          ? say('{{number}} {{forename}} {{surname}} is corrected.', { number, forename, surname })
          : say('{{number}} {{forename}} {{surname}} is added.', { number, forename, surname }),
      ),
  });
}

/** Takes an elector off the register, or puts them back. */
function useToggle(onDone: (done: Message) => void) {
  const by = useEnteredBy();
  return useMutation({
    mutationFn: ({ id, onRegister }: ElectorRecord) =>
      onRegister
        ? client.register.removeElector.mutate({ id, by })
        : client.register.restoreElector.mutate({ id, by }),
    onSuccess: ({ number, forename, surname, onRegister }) =>
      onDone(
        onRegister
          ? say('{{number}} {{forename}} {{surname}} is back on the register.', { number, forename, surname })
          : say('{{number}} {{forename}} {{surname}} is off the register.', { number, forename, surname }),
      ),
  });
}

type FieldsProps = { form: UseFormReturnType<Form>; isNew: boolean; startsWithNumber: boolean };

function Fields({ form, isNew, startsWithNumber }: FieldsProps) {
  const { t } = useWords();
  const text = (name: keyof Form, label: string, autoFocus = false): ReactNode => (
    <TextInput label={t(label)} autoComplete="off" autoFocus={autoFocus} {...form.getInputProps(name)} />
  );
  return (
    <div className={part.fields}>
      {isNew && text('number', 'Elector number, with district', startsWithNumber)}
      {text('forename', 'Forenames', !isNew || !startsWithNumber)}
      {text('surname', 'Surname')}
      {text('flat', 'Flat or house name')}
      {text('house', 'House number')}
      <StreetField form={form} />
      {text('postcode', 'Postcode')}
      {text('markers', 'Markers')}
      <NativeSelect label={t('Votes')} data={labelled(ABSENT)} {...form.getInputProps('absent')} />
      <NativeSelect label={t('Gone')} data={labelled(GONE)} {...form.getInputProps('gone')} />
      {text('votingIntention', 'Voting intention')}
      {text('phone', 'Telephone')}
      {text('note', 'Note')}
    </div>
  );
}

/** Streets are chosen from those that the district has. A new one is asked about. */
function StreetField({ form }: { form: UseFormReturnType<Form> }) {
  const { t } = useWords();
  const listId = useId();
  const streets = useQuery({ queryKey: [ROOM, 'streets'], queryFn: () => client.register.streets.query() });
  const district = /^(.*?)[\s-]*\d/.exec(form.values.number.trim())?.[1]?.toUpperCase();
  const all = streets.data ?? [];
  const own = all.filter((street) => street.district === district);
  const names = [...new Set((own.length > 0 ? own : all).map(({ name }) => name))];
  return (
    <>
      <TextInput label={t('Street')} list={listId} autoComplete="off" {...form.getInputProps('street')} />
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

function Summary({ elector }: { elector: ElectorRecord }) {
  const { t } = useWords();
  const why = noSheetReason(elector);
  const words = [
    elector.promise && t('promise'),
    elector.markedOff && t('marked off'),
    why !== '' && t('on no sheet: {{why}}', { why }),
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
