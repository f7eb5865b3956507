import { Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Backup } from '../../src-main/backup/backup-places.ts';
import { client } from '../room/client.ts';
import { useDoor } from '../room/use-door.ts';
import { count, counted, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { Answered, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import classes from './backup-list.module.css';
import { type Elsewhere, OtherBackups } from './OtherBackups.tsx';

/** The query key of the list of backups; invalidated when one was made. */
export const BACKUPS = 'backups';

type Props = {
  onRestored: () => void;
  /** For a room that does not know where its backups are. */
  asksWhere?: boolean;
};

/** What each backup holds, with a button to restore it. */
export function BackupList({ onRestored, asksWhere = false }: Props) {
  const { t } = useWords();
  const [{ passphrase, folder }, setElsewhere] = useState<Elsewhere>({ passphrase: '', folder: '' });
  const elsewhere = { ...(passphrase === '' ? {} : { passphrase }), ...(folder === '' ? {} : { folder }) };
  const backups = useQuery({
    // Not under the key of the room: reading every backup after each number would be too much.
    queryKey: [BACKUPS, passphrase, folder],
    queryFn: ({ signal }) => client.door.backups.query(elsewhere, { signal }),
    // The form for another passphrase stays where it is.
    placeholderData: keepPreviousData,
  });
  return (
    <Answered
      of={backups}
      waiting={t('Checking the backups…')}
      failed={t('The backups could not be listed.')}
    >
      {(found) => (
        <FoundBackups
          backups={found}
          elsewhere={elsewhere}
          asksWhere={asksWhere}
          onAsk={setElsewhere}
          onRestored={onRestored}
        />
      )}
    </Answered>
  );
}

type FoundProps = Required<Props> & {
  backups: readonly Backup[];
  /** The folder and passphrase they were found with, if somebody gave them. */
  elsewhere: Partial<Elsewhere>;
  onAsk: (elsewhere: Elsewhere) => void;
};

function FoundBackups({ backups, elsewhere, asksWhere, onAsk, onRestored }: FoundProps) {
  const { t } = useWords();
  const [meant, setMeant] = useState<Backup | null>(null);
  const list = useRef<HTMLDivElement>(null);
  /** The question disappears, so the focus moves to the list. */
  const answered = () => {
    setMeant(null);
    list.current?.focus();
  };
  const restore = useMutation({
    mutationFn: (file: string) =>
      client.door.restore.mutate({ file, language: shownLanguage(), ...elsewhere }),
    onSuccess: () => {
      answered();
      onRestored();
    },
  });
  return (
    <div className={part.part} ref={list} tabIndex={-1}>
      {(asksWhere || backups.some(({ state }) => state === 'locked')) && <OtherBackups onAsk={onAsk} />}
      {restore.isSuccess && (
        <Notice tone="good" role="status" title={t('The room holds what the backup held.')}>
          <p>
            {counted(restore.data.carried, 'later entry entered again.', 'later entries entered again.')}{' '}
            {restore.data.left.length > 0 &&
              t('{{number}} could not be restored. They are listed under Safety: do these again.', {
                number: counted(restore.data.left.length, 'import or correction', 'imports and corrections'),
              })}{' '}
            {restore.data.keptAs &&
              t('The room as it was is kept as {{keptAs}}.', { keptAs: restore.data.keptAs })}
          </p>
        </Notice>
      )}
      <Failed what={t('Nothing was restored.')} error={restore.error} />
      {meant && (
        <Notice
          key={meant.file}
          tone="notice"
          role="alert"
          title={t('Restore the backup of {{madeAt}}?', { madeAt: time(meant.madeAt) })}
        >
          <p>
            {t(
              'The room as it is now is kept under another name. Everything entered since the backup is entered again; imports and corrections of the register since then have to be done again.',
            )}
          </p>
          <div className={part.row}>
            <Button
              size="sm"
              // It has just been asked for.
              autoFocus
              aria-disabled={restore.isPending}
              onClick={() => restore.isPending || restore.mutate(meant.file)}
            >
              {t('Restore it')}
            </Button>
            <Button size="sm" variant="default" onClick={answered}>
              {t('Leave the room as it is')}
            </Button>
          </div>
        </Notice>
      )}
      {backups.length === 0 ? (
        <p>{t('There is no backup yet.')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs focus to be scrolled by keys
        <section className={classes.scroll} aria-label={t('Backups, each with what it holds')} tabIndex={0}>
          <table className={classes.table}>
            <caption>{t('Backups, the newest first')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('Made')}</th>
                <th scope="col">{t('Electors')}</th>
                <th scope="col">{t('Marked off')}</th>
                <th scope="col">{t('Last entry')}</th>
                <th scope="col">{t('Where')}</th>
                <th scope="col">{t('Restore')}</th>
              </tr>
            </thead>
            <tbody>
              {backups.map((backup) => (
                <Row key={backup.file} backup={backup} onMeant={() => setMeant(backup)} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

function Row({ backup, onMeant }: { backup: Backup; onMeant: () => void }) {
  const { t } = useWords();
  const isRoomEncrypted = useDoor().data?.isEncrypted ?? false;
  const { madeAt, problem, electors, marks, lastEntryAt, folder, whose, room } = backup;
  return (
    <tr>
      <th scope="row">{time(madeAt)}</th>
      {problem === null ? (
        <>
          <td>{count(electors)}</td>
          <td>{count(marks)}</td>
          <td>{lastEntryAt === null ? t('None') : time(lastEntryAt)}</td>
        </>
      ) : (
        <td colSpan={3}>{roomSays(problem)}</td>
      )}
      <td className={classes.where}>
        {folder}
        {isRoomEncrypted && problem === null && !backup.isEncrypted && (
          <strong className={classes.remark}>{t('Not encrypted: anybody can read it')}</strong>
        )}
        {whose === 'elsewhere' && <span className={classes.remark}>{t('Made in another place')}</span>}
        {whose === 'unknown' && <span className={classes.remark}>{t('May be of another room')}</span>}
        {whose === 'others' && (
          <strong className={classes.remark}>{t('Of another room: {{room}}', { room })}</strong>
        )}
      </td>
      <td>
        <Button
          size="xs"
          variant="default"
          disabled={problem !== null}
          aria-label={t('Restore the backup of {{madeAt}}', { madeAt: time(madeAt) })}
          onClick={onMeant}
        >
          {t('Restore…')}
        </Button>
      </td>
    </tr>
  );
}
