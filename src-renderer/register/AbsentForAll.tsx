import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import classes from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

/** Postal votes and proxies for everybody: cleared, or as the register's letters say. */
export function AbsentForAll() {
  const { t } = useWords();
  const by = useEnteredBy();
  const everybody = useMutation({
    mutationFn: (vote: '' | 'none') => client.register.absentForAll.mutate({ vote, by }),
  });
  const [asking, setAsking] = useState(false);
  return (
    <>
      <h2 className={classes.heading}>{t('Everybody at once')}</h2>
      <p className={classes.note}>
        {t(
          'If the flags are last year’s: clear every postal vote and proxy, then import this year’s list. Or go back to the register’s letters.',
        )}
      </p>
      {asking ? (
        <ClearAll
          onClear={() => {
            setAsking(false);
            everybody.mutate('none');
          }}
          onKeep={() => setAsking(false)}
        />
      ) : (
        <div className={classes.row}>
          <Button variant="default" disabled={everybody.isPending} onClick={() => setAsking(true)}>
            {t('Clear all postal votes and proxies…')}
          </Button>
          <Button variant="default" disabled={everybody.isPending} onClick={() => everybody.mutate('')}>
            {t('Use the register’s letters')}
          </Button>
        </div>
      )}
      <Failed what={t('Nothing was changed.')} error={everybody.error} />
      {everybody.data && (
        <Notice tone="good" role="status">
          <p>{t('{{changed}} updated.', { changed: counted(everybody.data.changed, 'elector') })}</p>
        </Notice>
      )}
    </>
  );
}

function ClearAll({ onClear, onKeep }: { onClear: () => void; onKeep: () => void }) {
  const { t } = useWords();
  return (
    <div className={classes.row}>
      <Button color="red" onClick={onClear}>
        {t('Yes, clear them all')}
      </Button>
      <Button variant="default" onClick={onKeep}>
        {t('No, keep them')}
      </Button>
    </div>
  );
}
