import { Button, Checkbox, FileButton, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Trans } from 'react-i18next';
import type { RoomSummary } from '../../src-main/api/summary.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { count, counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import classes from '../shared/part.module.css';
import { Busy, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { REGISTER_FILES } from './ChooseFile.tsx';
import { readBase64 } from './import-flow.ts';
import { LineNotes } from './LineNotes.tsx';

/** Who votes by post or by proxy: by a list of the council's, or for everybody at once. */
export function AbsentVoters({ room }: { room: RoomSummary }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const [complete, setComplete] = useState(true);
  const [otherwise, setOtherwise] = useState<'postal' | 'proxy'>('postal');
  const list = useMutation({
    mutationFn: async (file: File) =>
      client.register.absentVoters.mutate({
        name: file.name.slice(-255),
        base64: await readBase64(file),
        complete,
        otherwise,
        by,
      }),
  });
  const everybody = useMutation({
    mutationFn: (vote: '' | 'none') => client.register.absentForAll.mutate({ vote, by }),
  });
  const [asking, setAsking] = useState(false);
  return (
    <div className={classes.part}>
      <p>
        <Trans
          t={t}
          i18nKey="The room has <count/>. Postal voters and those with a proxy are left off knock-up sheets."
          components={{ count: <strong>{counted(room.postal, 'postal voter')}</strong> }}
        />
      </p>
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
        value={otherwise}
        onChange={(value) => setOtherwise(value as 'postal' | 'proxy')}
      />
      <Checkbox
        label={t('The list is complete: everybody else in its polling districts votes in person')}
        checked={complete}
        onChange={(event) => setComplete(event.currentTarget.checked)}
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
      {list.data && (
        <>
          <Notice tone="good" role="status">
            <p>
              {t('{{found}} on the list were found; {{changed}} now vote differently.', {
                found: counted(list.data.found, 'elector'),
                changed: count(list.data.changed),
              })}
            </p>
          </Notice>
          <LineNotes
            tone="notice"
            title={t('{{number}} of the list left out', {
              number: counted(list.data.rejected.length, 'line'),
            })}
            notes={list.data.rejected}
          />
        </>
      )}
      <h2 className={classes.heading}>{t('Everybody at once')}</h2>
      <p className={classes.note}>
        {t(
          'If the flags are last year’s: clear every postal vote and proxy, then import this year’s list. Or go back to the register’s letters.',
        )}
      </p>
      <div className={classes.row}>
        {asking ? (
          <>
            <Button
              color="red"
              onClick={() => {
                setAsking(false);
                everybody.mutate('none');
              }}
            >
              {t('Yes, clear them all')}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('No, keep them')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="default" disabled={everybody.isPending} onClick={() => setAsking(true)}>
              {t('Clear all postal votes and proxies…')}
            </Button>
            <Button variant="default" disabled={everybody.isPending} onClick={() => everybody.mutate('')}>
              {t('Use the register’s letters')}
            </Button>
          </>
        )}
      </div>
      <Failed what={t('Nothing was changed.')} error={everybody.error} />
      {everybody.data && (
        <Notice tone="good" role="status">
          <p>{t('{{changed}} updated.', { changed: counted(everybody.data.changed, 'elector') })}</p>
        </Notice>
      )}
    </div>
  );
}
