import { Button, Checkbox, FileButton, SegmentedControl } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { count, counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import classes from '../shared/part.module.css';
import { Busy, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { REGISTER_FILES } from './import/ChooseFile.tsx';
import { readBase64 } from './import/import-flow.ts';
import { LineNotes } from './LineNotes.tsx';

type Form = { otherwise: 'postal' | 'proxy'; complete: boolean };

/** A list of the council's of those who vote by post or by proxy. Choosing the file imports it. */
export function AbsentList() {
  const { t } = useWords();
  const by = useEnteredBy();
  const form = useForm<Form>({ initialValues: { otherwise: 'postal', complete: true } });
  const list = useMutation({
    mutationFn: async (file: File) =>
      client.register.absentVoters.mutate({
        name: file.name.slice(-255),
        base64: await readBase64(file),
        ...form.values,
        by,
      }),
  });
  return (
    <>
      <h2 className={classes.heading}>{t('Import a list of absent voters')}</h2>
      <p className={classes.note}>
        {t(
          'The council’s list of postal or proxy voters, with their elector numbers. It overrides the register’s letters.',
        )}
      </p>
      <SegmentedControl
        aria-label={t('What the list holds')}
        data={[
          { value: 'postal', label: t('Postal voters') },
          { value: 'proxy', label: t('Proxies') },
        ]}
        {...form.getInputProps('otherwise')}
      />
      <Checkbox
        label={t('The list is complete: everybody else in its polling districts votes in person')}
        {...form.getInputProps('complete', { type: 'checkbox' })}
      />
      <div>
        <FileButton accept={REGISTER_FILES} onChange={(file) => file && list.mutate(file)}>
          {(props) => (
            <Button {...props} disabled={list.isPending}>
              {t('Choose the list…')}
            </Button>
          )}
        </FileButton>
      </div>
      {list.isPending && <Busy>{t('Reading the list…')}</Busy>}
      <Failed what={t('The list could not be used.')} error={list.error} />
      {list.data && <AbsentListRead {...list.data} />}
    </>
  );
}

type AbsentListReadProps = Awaited<ReturnType<typeof client.register.absentVoters.mutate>>;

function AbsentListRead({ found, changed, rejected }: AbsentListReadProps) {
  const { t } = useWords();
  return (
    <>
      <Notice tone="good" role="status">
        <p>
          {t('{{found}} on the list were found; {{changed}} now vote differently.', {
            found: counted(found, 'elector'),
            changed: count(changed),
          })}
        </p>
      </Notice>
      <LineNotes
        tone="notice"
        title={t('{{number}} of the list left out', { number: counted(rejected.length, 'line') })}
        notes={rejected}
      />
    </>
  );
}
