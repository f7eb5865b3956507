import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { writeChosen } from '../room/write-chosen.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './laptops.module.css';
import { WhereItIs } from './WhereItIs.tsx';

type Props = {
  suggested: string;
  isEncrypted: boolean;
  /** What this laptop is called if nobody says otherwise; null if it has a name. */
  ownName: string | null;
};

/** Makes a copy of the room for another laptop. The first laptop gets its name with the second. */
export function PrepareLaptop({ suggested, isEncrypted, ownName }: Props) {
  const { t } = useWords();
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: { name: '', own: ownName?.slice(0, 40) ?? '' } });
  const { name, own } = form.values;
  const prepare = useMutation({
    mutationFn: () =>
      writeChosen({ suggested }, (file) =>
        client.laptops.prepare.mutate({ name, file, by, ...(ownName === null ? {} : { ownName: own }) }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [ROOM] }),
  });
  const made = prepare.data;
  if (made)
    return (
      <Notice
        tone="good"
        role="status"
        title={t('Laptop {{letter}} ({{name}}) is prepared.', { letter: made.letter, name: made.name })}
      >
        <WhereItIs {...made} />
        <p>
          {t('On laptop {{letter}} copy it from the stick to the disk, and open it with Committee Room.', {
            letter: made.letter,
          })}
        </p>
        {made.passphrase === undefined ? (
          <p>{t('It opens with the passphrase of this room.')}</p>
        ) : (
          <>
            <p>{t('It opens with this passphrase, which is shown only now. Write it down:')}</p>
            <p className={classes.secret}>{made.passphrase}</p>
          </>
        )}
        {made.to === 'downloads' && (
          <p>
            {t('If it was not saved, take laptop {{letter}} off the list and prepare it again.', {
              letter: made.letter,
            })}
          </p>
        )}
        <Button
          variant="default"
          onClick={() => {
            form.setValues({ name: '', own });
            prepare.reset();
          }}
        >
          {made.passphrase === undefined ? t('Done') : t('It is written down')}
        </Button>
      </Notice>
    );
  return (
    <form
      className={part.part}
      aria-label={t('Prepare another laptop')}
      onSubmit={form.onSubmit(() => prepare.mutate())}
    >
      <h2 className={part.heading}>{t('Prepare another laptop')}</h2>
      <p className={part.note}>
        {isEncrypted
          ? t(
              'It gets a copy of this room with the same passphrase, and a letter of its own for slips and sheets.',
            )
          : t('It gets a copy of this room with a passphrase of its own, and a letter for slips and sheets.')}
      </p>
      <div className={part.row}>
        {ownName !== null && (
          <TextInput label={t('Name of this laptop')} maxLength={40} {...form.getInputProps('own')} />
        )}
        <TextInput
          label={t('Name of the new laptop, such as whose it is')}
          maxLength={40}
          {...form.getInputProps('name')}
        />
      </div>
      <Failed what={t('The laptop was not prepared.')} error={prepare.error} />
      <div>
        <Button
          type="submit"
          disabled={prepare.isPending || name.trim() === '' || (ownName !== null && own.trim() === '')}
        >
          {t('Prepare it…')}
        </Button>
      </div>
    </form>
  );
}
