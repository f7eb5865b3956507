import { Button, Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { charactersIn } from '../../src-shared/characters.ts';
import { PassphraseInput } from '../door/PassphraseInput.tsx';
import { ChoosePlace } from '../room/ChoosePlace.tsx';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { useDoor } from '../room/use-door.ts';
import { FigureList, figureLists } from '../shared/FigureList.tsx';
import { Foot } from '../shared/Foot.tsx';
import { date } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

type Look = Awaited<ReturnType<typeof client.next.look.query>>;

type NextRoomFormProps = { look: Look; onStarted: () => Promise<void>; onBack: () => void };

/** What the next room gets, in numbers; where it is kept, and how it is locked. */
export function NextRoomForm({ look, onStarted, onBack }: NextRoomFormProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const least = useDoor().data?.leastPassphrase ?? 0;
  const form = useForm({
    initialValues: {
      file: look.file,
      election: date(look.electionDay),
      keep: look.canKeepPassphrase,
      protect: false,
      passphrase: '',
      again: '',
    },
  });
  const { file, election, keep, protect, passphrase, again } = form.values;
  const asksPassphrase = look.hasPassphrase ? !keep : protect;
  const missing = asksPassphrase ? Math.max(0, least - charactersIn(passphrase)) : 0;
  const differs = asksPassphrase && again !== passphrase;
  const start = useMutation({
    mutationFn: () =>
      client.next.start.mutate({ file, election, passphrase: asksPassphrase ? passphrase : null, by }),
    onSuccess: onStarted,
  });
  return (
    <form
      className={`${part.card} ${part.part}`}
      aria-label={t('Start the next election’s room')}
      onSubmit={form.onSubmit(() => start.mutate())}
    >
      <p>
        {t(
          'A new room is made with what the party knows and nothing of the day. This room stays as it is. Answers at the door are not carried on: first correct under Electors who has moved or died, and save both files above.',
        )}
      </p>
      <div className={figureLists}>
        <FigureList title={t('Carried on')} lines={look.kept} />
        <FigureList title={t('Left out')} lines={look.dropped} />
        <FigureList title={t('Corrected by hand, and the register’s there')} lines={look.corrected} />
      </div>
      <TextInput
        // The button that asked for it has gone.
        autoFocus
        label={t('File of the next room')}
        description={t('The full path, ending in .room. Nothing is written over.')}
        maxLength={1000}
        spellCheck={false}
        {...form.getInputProps('file')}
      />
      <ChoosePlace kind="file" suggested={file} onChoose={(chosen) => form.setFieldValue('file', chosen)} />
      <TextInput
        className={part.text ?? ''}
        label={t('Name of this election, for past turnout')}
        description={t(
          'Use the name that its marked register will have: imported later, that completes who voted.',
        )}
        maxLength={100}
        {...form.getInputProps('election')}
      />
      {look.hasPassphrase && look.canKeepPassphrase && (
        <Checkbox
          label={t('Same passphrase as this room')}
          {...form.getInputProps('keep', { type: 'checkbox' })}
        />
      )}
      {!look.hasPassphrase && (
        <Checkbox
          label={t('Give the next room a passphrase')}
          description={t('This room has none: anybody who has its file can read it.')}
          {...form.getInputProps('protect', { type: 'checkbox' })}
        />
      )}
      {asksPassphrase && (
        <div className={part.row}>
          <PassphraseInput
            className={part.grow ?? ''}
            label={t('Passphrase of the next room')}
            description={t(
              'At least {{number}} characters. Three random words are easy to remember and hard to guess.',
              { number: least },
            )}
            autoComplete="new-password"
            {...form.getInputProps('passphrase')}
          />
          <PassphraseInput
            className={part.grow ?? ''}
            label={t('The same again')}
            autoComplete="new-password"
            {...form.getInputProps('again')}
            error={again !== '' && differs ? t('Not the same as the first') : undefined}
          />
        </div>
      )}
      {(look.hasPassphrase || protect) && (
        <p className={part.note}>
          {t('The next room has a recovery key of its own. It is shown, to be printed, when you open it.')}
        </p>
      )}
      <Foot isOnCard>
        <Failed what={t('The next room was not started.')} error={start.error} />
        <div className={part.row}>
          <Button type="submit" disabled={start.isPending || missing > 0 || differs || file.trim() === ''}>
            {t('Start the next room')}
          </Button>
          <Button variant="default" onClick={onBack}>
            {t('Not now')}
          </Button>
        </div>
      </Foot>
    </form>
  );
}
