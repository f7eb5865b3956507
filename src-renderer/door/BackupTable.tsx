import { Button } from '@mantine/core';
import type { Backup } from '../../src-main/backup/backup-places.ts';
import { useDoor } from '../room/use-door.ts';
import { count, time } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import table from '../shared/table.module.css';
import { useWords } from '../shared/use-words.ts';

type BackupTableProps = { backups: readonly Backup[]; onMeant: (backup: Backup) => void };

/** What each backup holds and where it is, with a button to restore it. */
export function BackupTable({ backups, onMeant }: BackupTableProps) {
  const { t } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs focus to be scrolled by keys
    <section className={table.scroll} aria-label={t('Backups, each with what it holds')} tabIndex={0}>
      <table className={table.table} data-rows="buttons">
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
            <Row key={backup.file} backup={backup} onMeant={() => onMeant(backup)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ backup, onMeant }: { backup: Backup; onMeant: () => void }) {
  const { t } = useWords();
  const { madeAt, problem, electors, marks, lastEntryAt } = backup;
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
      <td>
        <Where backup={backup} />
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

/** The folder of a backup, and what is unusual about the backup. */
function Where({ backup: { folder, whose, room, problem, isEncrypted } }: { backup: Backup }) {
  const { t } = useWords();
  const isRoomEncrypted = useDoor().data?.isEncrypted ?? false;
  return (
    <>
      {folder}
      {isRoomEncrypted && problem === null && !isEncrypted && (
        <strong className={part.remark}>{t('Not encrypted: anybody can read it')}</strong>
      )}
      {whose === 'elsewhere' && <span className={part.remark}>{t('Made in another place')}</span>}
      {whose === 'unknown' && <span className={part.remark}>{t('May be of another room')}</span>}
      {whose === 'others' && (
        <strong className={part.remark}>{t('Of another room: {{room}}', { room })}</strong>
      )}
    </>
  );
}
