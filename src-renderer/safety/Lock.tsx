import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lockAfter, lockNow } from '../room/lock.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';

const MINUTES = [2, 5, 10, 20, 30];

/** Locks the room now, and after minutes without use if this computer is set to. */
export function Lock() {
  const { t } = useWords();
  const after = useStore(lockAfter);
  const lock = useMutation({ mutationFn: lockNow });
  return (
    <>
      <div className={part.row}>
        <Button size="sm" disabled={lock.isPending} onClick={() => lock.mutate()}>
          {t('Lock now (Alt L)')}
        </Button>
        <NativeSelect
          size="sm"
          label={t('Lock when nobody has used this computer for')}
          value={after}
          onChange={(event) => lockAfter.set(event.currentTarget.value)}
          data={[
            { value: '', label: t('Never') },
            ...MINUTES.map((minutes) => ({
              value: String(minutes),
              label: t('{{minutes}} minutes', { minutes }),
            })),
          ]}
        />
      </div>
      <p className={part.note}>
        {t('A lock closes every window, the wall too, until the passphrase is typed. Nothing is lost.')}
      </p>
      <Failed what={t('The room was not locked.')} error={lock.error} />
    </>
  );
}
