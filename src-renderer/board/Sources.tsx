import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SourceDifference } from '../../src-main/turnout/figures/sources.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { showElector } from '../room/use-screen.ts';
import { count } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { ShowAll } from '../shared/ShowAll.tsx';
import { Answered } from '../shared/states.tsx';
import table from '../shared/table.module.css';
import { useWords } from '../shared/use-words.ts';

/** So many rows are shown at first. */
const SHOWN = 50;

/** Where tellers, doors, second entries and what stations post say different things, and what to do about each. */
export function Sources() {
  const { t } = useWords();
  const differences = useQuery({
    queryKey: [ROOM, 'sources'],
    queryFn: ({ signal }) => client.turnout.sources.query(undefined, { signal }),
  });
  return (
    <Answered of={differences} waiting={t('Comparing…')} failed={t('The sources could not be compared.')}>
      {(all) => (
        <div className={part.parts}>
          <p className={part.note}>
            {t(
              'What tellers told, what people said at the door, slips entered twice, and what stations post, compared with each other.',
            )}
          </p>
          {all.count === 0 ? (
            <Notice tone="good" role="status" title={t('The sources agree so far.')} />
          ) : (
            <Differences {...all} />
          )}
        </div>
      )}
    </Answered>
  );
}

type DifferencesProps = { count: number; first: readonly SourceDifference[] };

function Differences({ count: all, first }: DifferencesProps) {
  const { t } = useWords();
  const [showsAll, setShowsAll] = useState(false);
  const more =
    all > first.length
      ? t('Show the first {{shown}} of {{number}}', { shown: count(first.length), number: count(all) })
      : undefined;
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table}>
          <caption>{t('{{number}} to look at', { number: count(all) })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Who')}</th>
              <th scope="col">{t('What differs')}</th>
              <th scope="col">{t('What to do')}</th>
            </tr>
          </thead>
          <tbody>
            {(showsAll ? first : first.slice(0, SHOWN)).map(({ key, elector, says, todo }) => (
              <tr key={key}>
                <td>
                  {elector && (
                    <Button variant="default" size="compact-md" onClick={() => showElector(elector.id)}>
                      {elector.number} {roomSays(elector.name)}
                    </Button>
                  )}
                </td>
                <td>{roomSays(says)}</td>
                <td>{roomSays(todo)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all > SHOWN && <ShowAll all={all} showsAll={showsAll} onChange={setShowsAll} more={more} />}
    </>
  );
}
