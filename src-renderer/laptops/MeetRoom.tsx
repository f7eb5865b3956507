import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { readBase64 } from '../shared/read-base64.ts';
import { Busy } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { ChooseCopy } from './ChooseCopy.tsx';
import { PairingForm } from './PairingForm.tsx';

/** Takes in another room's pairing file, with the words that are read out from its screen. */
export function MeetRoom({ isEncrypted, onDone }: { isEncrypted: boolean; onDone: () => void }) {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [words, setWords] = useState('');
  const meet = useMutation({
    mutationFn: async (chosen: File) =>
      client.laptops.meet.mutate({
        name: chosen.name.slice(-255),
        base64: await readBase64(chosen),
        room: name,
        words,
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [ROOM] }),
  });
  if (meet.data)
    return (
      <Notice
        tone="good"
        role="status"
        title={t('{{room}} is on the board of the constituency.', { room: meet.data.name })}
      >
        <p>{t('Take in what it shares as often as a stick comes.')}</p>
        <Button variant="default" onClick={onDone}>
          {t('Done')}
        </Button>
      </Notice>
    );
  if (!isEncrypted)
    return (
      <Notice tone="notice" role="status" title={t('This room needs a passphrase first.')}>
        <p>
          {t(
            'Whoever has its file would have the electors of every room that is introduced to it. Set a passphrase on Safety, then come back.',
          )}
        </p>
        <Button variant="default" onClick={onDone}>
          {t('Not now')}
        </Button>
      </Notice>
    );
  return (
    <PairingForm
      label={t('Take in a pairing file')}
      failed={t('The pairing file was not taken in.')}
      error={meet.error}
      submit={t('Take the room in')}
      isReady={!meet.isPending && file !== null && name.trim() !== '' && words.trim() !== ''}
      onSubmit={() => file && meet.mutate(file)}
      onBack={onDone}
    >
      <ChooseCopy
        choose={t('Choose the pairing file…')}
        accept=".pair"
        file={file}
        disabled={meet.isPending}
        onFile={(chosen) => {
          setFile(chosen);
          setName(chosen.name.replace(/\.pair$/i, ''));
        }}
      />
      <div className={part.row}>
        <TextInput
          label={t('Name of the room on the board')}
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          className={part.grow ?? ''}
          label={t('The eight words, in their order')}
          maxLength={500}
          spellCheck={false}
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      {meet.isPending && <Busy>{t('Reading the file…')}</Busy>}
    </PairingForm>
  );
}
