import { useQuery } from '@tanstack/react-query';
import type { Danger } from '../../src-main/backup/danger.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import { useBattery } from './use-battery.ts';

/** What could lose the room before the day is over, on every screen, and the backups made because of it. */
export function DangerNotices() {
  useBattery();
  const dangers = useQuery({
    queryKey: [ROOM, 'dangers'],
    queryFn: ({ signal }) => client.backups.dangers.query(undefined, { signal }),
  });
  return (dangers.data ?? []).map((danger) => <OneDanger key={danger.kind} danger={danger} />);
}

function OneDanger({ danger: { sentence, isSaving, saved, problem } }: { danger: Danger }) {
  const { t } = useWords();
  return (
    <Notice tone="bad" title={roomSays(sentence)}>
      {isSaving && <p>{t('A backup is being made…')}</p>}
      {saved.map((file) => (
        <p key={file}>{t('A backup was made: {{file}}', { file })}</p>
      ))}
      {problem && <p>{t('No backup could be made. {{problem}}', { problem: roomSays(problem) })}</p>}
    </Notice>
  );
}
