import { Button, Checkbox } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StillToBring as Found, PersonToBring } from '../../src-main/sheets/still-to-bring.ts';
import { paperOf, usePaperLook } from '../paper/paper-choice.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import type { PollKind } from '../room/use-room-summary.ts';
import { showElector } from '../room/use-screen.ts';
import { count, counted } from '../shared/format.ts';
import { inShort } from '../shared/in-short.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { ShowAll } from '../shared/ShowAll.tsx';
import { Answered } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import table from '../shared/table.module.css';
import { useWords } from '../shared/use-words.ts';
import { WhichPoll } from '../shared/WhichPoll.tsx';
import { MadeSheets } from '../sheets/MadeSheets.tsx';
import { MakingNow } from '../sheets/MakingNow.tsx';
import { lastMadeSheets, making, showingPaper, startMaking } from '../sheets/made-sheets.ts';
import { usePollChosen } from '../sheets/use-streets.ts';
import classes from './board.module.css';

/** What a manager asks in the last hours: who is left that we can still bring? As a list, and as sheets. */
export function StillToBring() {
  const { t } = useWords();
  const { polls, poll, choosePoll } = usePollChosen();
  const made = useStore(lastMadeSheets);
  const isShown = useStore(showingPaper) === 'bring';
  const found = useQuery({
    queryKey: [ROOM, 'still to bring', poll],
    queryFn: ({ signal }) => client.sheets.stillToBring.query({ election: poll }, { signal }),
    placeholderData: keepPreviousData,
    // A station falls silent without anything being entered.
    refetchInterval: 60_000,
  });
  if (made && isShown) return <MadeSheets made={made} back={t('Back to the list')} />;
  return (
    <div className={part.parts}>
      {polls.length > 1 && <WhichPoll polls={polls} value={poll} onChange={choosePoll} />}
      <Answered of={found} waiting={t('Counting…')} failed={t('The list could not be made.')}>
        {(all) => <People found={all} poll={poll} />}
      </Answered>
    </div>
  );
}

function People({ found, poll }: { found: Found; poll: PollKind | undefined }) {
  const { t } = useWords();
  const { people, littleTold } = found;
  const [chosen, setChosen] = useState<boolean | null>(null);
  // Where nothing is told anywhere, as in a room without tellers, they take the place of nobody.
  const withLittleTold = chosen ?? people.every(({ why }) => why === 'lift');
  const shown = withLittleTold ? [...people, ...littleTold] : people;
  const sheetsOut = [...new Set(shown.flatMap((person) => person.sheetsOut))];
  const lifts = shown.filter(({ why }) => why === 'lift').length;
  return (
    <>
      <p className={part.note}>
        {t(
          'Promises not marked off: first who wants a lift, then who says that they will vote, those beside the polling station last.',
        )}
      </p>
      <div className={part.line}>
        <PrintThem shown={shown} withLittleTold={withLittleTold} poll={poll} />
        {lifts > 0 && (
          <span>
            {t('Lifts wanted: {{number}}. The drivers’ list is under Sheets, Other paper.', {
              number: count(lifts),
            })}
          </span>
        )}
      </div>
      {sheetsOut.length > 0 && (
        <p className={part.note}>
          {t('Sheets of some of these streets are out: {{codes}}. Their people are on the new sheets too.', {
            codes: sheetsOut.join(', '),
          })}
        </p>
      )}
      {littleTold.length > 0 && (
        <Notice
          tone="notice"
          title={t('{{people}} at stations of which little was told: {{stations}}.', {
            people: counted(littleTold.length, 'promise'),
            stations: inShort([...new Set(littleTold.map(({ station }) => station))], ', '),
          })}
        >
          <p>{t('Nobody would have told that they voted, so many of them may have.')}</p>
          <Checkbox
            label={t('Put them at the end of the list, and on the sheets')}
            checked={withLittleTold}
            onChange={(event) => setChosen(event.currentTarget.checked)}
          />
        </Notice>
      )}
      {people.length + littleTold.length === 0 && (
        <Notice tone="good" role="status" title={t('Nobody is left to bring.')} />
      )}
      {shown.length > 0 && <PeopleTable people={shown} />}
    </>
  );
}

type PrintThemProps = {
  shown: readonly PersonToBring[];
  withLittleTold: boolean;
  poll: PollKind | undefined;
};

function PrintThem({ shown, withLittleTold, poll }: PrintThemProps) {
  const { t } = useWords();
  const [look] = usePaperLook();
  const by = useEnteredBy();
  const now = useStore(making);
  const choice = {
    streetIds: [...new Set(shown.map(({ streetId }) => streetId))],
    stillToBring: { littleTold: withLittleTold },
    order: 'walk' as const,
    sides: look.sides,
    sheetsBy: 'page' as const,
    paper: paperOf(look),
    ...(poll === undefined ? {} : { election: poll }),
  };
  return (
    <>
      <Button
        disabled={shown.length === 0 || now.at === 'making'}
        onClick={() => startMaking({ ...choice, time: '', by }, 'bring')}
      >
        {t('Print sheets for these {{people}}', { people: counted(shown.length, 'person', 'people') })}
      </Button>
      <MakingNow place="bring" choice={JSON.stringify(choice)} />
    </>
  );
}

/** So many rows are shown at first. */
const SHOWN = 100;

function PeopleTable({ people }: { people: readonly PersonToBring[] }) {
  const { t } = useWords();
  const [showsAll, setShowsAll] = useState(false);
  const why = {
    lift: t('wants a lift'),
    'will vote': t('says: will vote'),
    promise: t('promise'),
  };
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table}>
          <caption>{t('Still to bring: {{number}}', { number: count(people.length) })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Who')}</th>
              <th scope="col">{t('Where')}</th>
              <th scope="col">{t('Telephone')}</th>
              <th scope="col">{t('Why')}</th>
              <th scope="col">{t('Station')}</th>
            </tr>
          </thead>
          <tbody>
            {(showsAll ? people : people.slice(0, SHOWN)).map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  <Button variant="default" size="compact-md" onClick={() => showElector(person.id)}>
                    {person.number} {roomSays(person.name)}
                  </Button>
                </th>
                <td className={classes.where}>{[person.door, person.street].filter(Boolean).join(' ')}</td>
                <td className={classes.phone}>{person.phone}</td>
                <td>
                  {[
                    why[person.why],
                    person.note,
                    ...person.sheetsOut.map((code) => t('sheet {{code}} is out', { code })),
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </td>
                <td className={classes.station}>
                  {person.isNear ? t('{{station}}, beside it', { station: person.station }) : person.station}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {people.length > SHOWN && <ShowAll all={people.length} showsAll={showsAll} onChange={setShowsAll} />}
    </>
  );
}
