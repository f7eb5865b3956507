import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { writeChosen } from '../room/write-chosen.ts';
import { Notice } from '../shared/Notice.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './laptops.module.css';
import { PairingForm } from './PairingForm.tsx';
import { WhereItIs } from './WhereItIs.tsx';

/** Writes a pairing file of this room, and shows the words that open it. */
export function IntroduceRoom({ suggested, onDone }: { suggested: string; onDone: () => void }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  const introduce = useMutation({
    mutationFn: () =>
      writeChosen({ suggested }, (file) =>
        client.laptops.introduce.mutate({ file, name: t('Head office'), by }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [ROOM] }),
  });
  const made = introduce.data;
  if (made)
    return (
      <Notice tone="good" role="status" title={t('The pairing file is written.')}>
        <WhereItIs {...made} />
        <p>{t('Bring it to head office.')}</p>
        <p>
          {t(
            'Read these words out to head office. They are shown only now, and the file opens with nothing else:',
          )}
        </p>
        <ol className={classes.words}>
          {made.words.split(' ').map((word, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a word can come twice, and they never change
            <li key={at} className={classes.secret}>
              {word}
            </li>
          ))}
        </ol>
        <Button variant="default" onClick={onDone}>
          {t('Head office has the words')}
        </Button>
      </Notice>
    );
  return (
    <PairingForm
      label={t('Introduce this room')}
      failed={t('The pairing file was not written.')}
      error={introduce.error}
      submit={t('Write the pairing file…')}
      isReady={!introduce.isPending}
      onSubmit={() => introduce.mutate()}
      onBack={onDone}
    >
      <p>
        {t(
          'Head office gets an encrypted copy of this room: register, canvass and day. It enters nothing, and takes in what this room shares on sticks. It opens with eight words that are read out, such as on the telephone.',
        )}
      </p>
    </PairingForm>
  );
}
