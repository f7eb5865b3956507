import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { count } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

/** Writes what this laptop knows of the day to a stick. */
export function ShareDay({ suggested }: { suggested: string }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const [file, setFile] = useState(suggested);
  const share = useMutation({ mutationFn: () => client.laptops.share.mutate({ file, by }) });
  return (
    <form
      className={part.part}
      aria-label={t('Share the day')}
      onSubmit={(event) => {
        event.preventDefault();
        share.mutate();
      }}
    >
      <h2 className={part.heading}>{t('Share the day')}</h2>
      <div className={part.row}>
        <TextInput
          className={part.grow ?? ''}
          label={t('File on the stick')}
          description={t(
            'The full path, such as E:\\day.shared. It is sealed: only this room’s laptops can read it.',
          )}
          maxLength={1000}
          spellCheck={false}
          value={file}
          onChange={(event) => setFile(event.currentTarget.value)}
        />
        <Button type="submit" disabled={share.isPending || file.trim() === ''}>
          {t('Share')}
        </Button>
      </div>
      <Failed what={t('The day was not shared.')} error={share.error} />
      {share.data && (
        <Notice
          tone="good"
          role="status"
          answers={share.submittedAt}
          title={t('Shared. You can pull the stick out now.')}
        >
          <p>
            {t('{{number}} entries are in {{file}}.', {
              number: count(share.data.entries),
              file: share.data.file,
            })}
          </p>
        </Notice>
      )}
    </form>
  );
}
