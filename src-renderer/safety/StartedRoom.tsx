import { useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { counted, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { useWords } from '../shared/use-words.ts';

/** The next room that was started from this one, and whether anything has come in since. */
export function StartedRoom() {
  const { t } = useWords();
  const started = useQuery({
    queryKey: [ROOM, 'started room'],
    queryFn: ({ signal }) => client.next.started.query(undefined, { signal }),
  }).data;
  if (!started) return null;
  const { file, at, isThere, since } = started;
  if (!isThere) {
    return (
      <Notice
        tone="bad"
        role="status"
        title={t('The next room is not where it was made: {{file}}', { file })}
      >
        <p>
          {t('If you have moved it, all is well. Otherwise start it again before you destroy this room.')}
        </p>
      </Notice>
    );
  }
  if (since > 0) {
    return (
      <Notice
        tone="bad"
        role="status"
        title={t('{{entries}} came in since the next room was started at {{time}}.', {
          entries: counted(since, 'entry', 'entries'),
          time: time(at),
        })}
      >
        <p>
          {t(
            'That room, {{file}}, does not have them. Start it again under another name, and delete that one.',
            {
              file,
            },
          )}
        </p>
      </Notice>
    );
  }
  return (
    <Notice
      tone="good"
      role="status"
      title={t('The next room is ready: opened, checked and counted at {{time}}.', { time: time(at) })}
    >
      <p>
        {t('It is {{file}}. Open that file to go on: it asks for its own polling day.', { file })}{' '}
        {t('This room still has everything. Destroy it when nobody needs it any more.')}
      </p>
    </Notice>
  );
}
