import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Backup } from '../../src-main/backup/backup-places.ts';
import { client } from '../room/client.ts';
import { sentenceOf } from '../room/sentence.ts';
import { count, counted, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { Busy, Failed } from '../shared/states.tsx';
import classes from './safety.module.css';

/** The key of what backups hold; asked again when one was made. */
export const BACKUPS = 'backups';

/** What each backup holds, and the way back to it. */
export function BackupList({ onRestored }: { onRestored: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const given = passphrase === '' ? {} : { passphrase };
  const backups = useQuery({
    // Not of the room: reading every backup through is too much for each number that comes in.
    queryKey: [BACKUPS, passphrase],
    queryFn: ({ signal }) => client.door.backups.query(given, { signal }),
  });
  const [meant, setMeant] = useState<Backup | null>(null);
  const restore = useMutation({
    mutationFn: (file: string) => client.door.restore.mutate({ file, ...given }),
    onSuccess: () => {
      setMeant(null);
      onRestored();
    },
  });
  if (backups.isPending) return <Busy>Reading the backups through…</Busy>;
  if (backups.isError) {
    return (
      <Failed
        what="The backups could not be listed."
        error={backups.error}
        onRetry={() => void backups.refetch()}
      />
    );
  }
  return (
    <div className={classes.part}>
      {backups.data.some(({ state }) => state === 'locked') && (
        <PasswordInput
          className={classes.narrow ?? ''}
          label="Passphrase of the backups"
          autoComplete="off"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
      )}
      {restore.isSuccess && (
        <Notice tone="good" role="status" title="The room holds what the backup held.">
          <p>
            {counted(restore.data.carried, 'later entry', 'later entries')} entered again.
            {restore.data.left.length > 0 &&
              ` ${counted(restore.data.left.length, 'import or correction', 'imports and corrections')} could not be: do these again.`}
            {restore.data.keptAs && ` The room as it was is kept as ${restore.data.keptAs}.`}
          </p>
        </Notice>
      )}
      {restore.isError && (
        <Notice tone="bad" role="alert" title="Nothing was restored.">
          <p>{sentenceOf(restore.error)}</p>
        </Notice>
      )}
      {meant && (
        <Notice tone="notice" role="alert" title={`Restore the backup of ${time(meant.madeAt)}?`}>
          <p>
            The room as it is now is kept under another name. Everything entered since the backup is entered
            again; imports and corrections of the register since then have to be done again.
          </p>
          <div className={classes.row}>
            <Button size="sm" disabled={restore.isPending} onClick={() => restore.mutate(meant.file)}>
              Restore it
            </Button>
            <Button size="sm" variant="default" onClick={() => setMeant(null)}>
              Leave the room as it is
            </Button>
          </div>
        </Notice>
      )}
      {backups.data.length === 0 ? (
        <p>There is no backup yet.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs focus to be scrolled by keys
        <section className={classes.scroll} aria-label="Backups, each with what it holds" tabIndex={0}>
          <table className={classes.table}>
            <caption>Backups, the newest first</caption>
            <thead>
              <tr>
                <th scope="col">Made</th>
                <th scope="col">Electors</th>
                <th scope="col">Marked off</th>
                <th scope="col">Last entry</th>
                <th scope="col">Where</th>
                <th scope="col">Restore</th>
              </tr>
            </thead>
            <tbody>
              {backups.data.map((backup) => (
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
  const { madeAt, state, problem, electors, marks, lastEntryAt, folder } = backup;
  const isGood = state === 'good';
  return (
    <tr>
      <th scope="row">{time(madeAt)}</th>
      {isGood ? (
        <>
          <td>{count(electors)}</td>
          <td>{count(marks)}</td>
          <td>{lastEntryAt === null ? 'None' : time(lastEntryAt)}</td>
        </>
      ) : (
        <td colSpan={3}>{problem}</td>
      )}
      <td className={classes.where}>{folder}</td>
      <td>
        <Button
          size="xs"
          variant="default"
          disabled={!isGood}
          aria-label={`Restore the backup of ${time(madeAt)}`}
          onClick={onMeant}
        >
          Restore…
        </Button>
      </td>
    </tr>
  );
}
