import { Tabs } from '@mantine/core';
import { PaperView } from '../paper/PaperView.tsx';
import { shownPaper } from '../paper/shown-paper.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { addressOf, askOnRegister, sheetsTab } from '../room/use-screen.ts';
import { counted } from '../shared/format.ts';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { Answered, Busy, Empty } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { WhichPoll } from '../shared/WhichPoll.tsx';
import { ChooseStreets } from './ChooseStreets.tsx';
import { FirstSheet } from './FirstSheet.tsx';
import { MadeAlready } from './MadeAlready.tsx';
import { MadeSheets } from './MadeSheets.tsx';
import { lastMadeSheets, making, showingPaper } from './made-sheets.ts';
import { OtherPapers } from './OtherPapers.tsx';
import { OutAndBack } from './OutAndBack.tsx';
import { Returned } from './returned/Returned.tsx';
import { usePollChosen, useStreets } from './use-streets.ts';
import { Walks } from './walks/Walks.tsx';

const TABS = [
  { id: 'print', name: 'Print', panel: <Streets /> },
  { id: 'walks', name: 'Walks', panel: <Walks /> },
  { id: 'out', name: 'Out and back', panel: <OutAndBack /> },
  { id: 'returned', name: 'Enter a returned sheet', panel: <Returned /> },
  { id: 'other', name: 'Other paper', panel: <OtherPapers /> },
];

/** Knock-up sheets: choose streets, look at the paper and print it, record who has it, and enter what comes back. */
export function SheetsScreen() {
  const { t } = useWords();
  const made = useStore(lastMadeSheets);
  const isShown = useStore(showingPaper) === 'sheets';
  const other = useStore(shownPaper);
  const now = useStore(making);
  const tab = useStore(sheetsTab);
  if (other) {
    return (
      <>
        <ScreenHeading>{t('Sheets')}</ScreenHeading>
        <PaperView {...other} back={t('Back')} onBack={() => shownPaper.set(null)}>
          {other.pages !== undefined && <p>{t('{{pages}}.', { pages: counted(other.pages, 'page') })}</p>}
        </PaperView>
      </>
    );
  }
  const isOpen = made && isShown;
  if (isOpen || (now.at === 'making' && now.first)) {
    return (
      <>
        <ScreenHeading>{t('Sheets')}</ScreenHeading>
        {isOpen && <MadeSheets made={made} />}
        {!isOpen && now.at === 'making' && now.first && (
          <FirstSheet first={now.first} done={now.done} total={now.total} />
        )}
      </>
    );
  }
  return (
    <Tabs
      value={TABS.find(({ id }) => id === tab)?.id ?? 'print'}
      onChange={(id) => sheetsTab.set(id ?? 'print')}
      keepMounted={false}
    >
      <ScreenHeading
        aside={
          <>
            <Tabs.List aria-label={t('What to do with sheets')}>
              {TABS.map(({ id, name }) => (
                <Tabs.Tab key={id} value={id}>
                  {t(name)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {made && <MadeAlready made={made} />}
          </>
        }
      >
        {t('Sheets')}
      </ScreenHeading>
      {TABS.map(({ id, panel }) => (
        <Tabs.Panel key={id} value={id}>
          {panel}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Streets() {
  const { t } = useWords();
  const { polls, poll, choosePoll } = usePollChosen();
  const streets = useStreets(poll);
  return (
    <>
      <WhichPoll polls={polls} value={poll} onChange={choosePoll} />
      <Answered of={streets} waiting={t('Loading…')} failed={t('The streets could not be shown.')}>
        {(all) => (all.length === 0 ? <NobodyOutstanding /> : <ChooseStreets streets={all} poll={poll} />)}
      </Answered>
    </>
  );
}

function NobodyOutstanding() {
  const { t } = useWords();
  const { data: room } = useRoomSummary();
  if (!room) return <Busy>{t('Opening the room…')}</Busy>;
  if (room.electors === 0) {
    return (
      <Empty title={t('There is no register yet')}>
        <p>{t('Knock-up sheets can be made once the register of electors is in this room.')}</p>
        <a href={addressOf('register')}>{t('Go to Register and import one')}</a>
      </Empty>
    );
  }
  if (room.promises === 0) {
    return (
      <Empty title={t('Nobody counts as a promise')}>
        <p>
          {t(
            'A knock-up sheet lists promises only. Choose on Register which answers of the canvass count as one, or import the register with a canvass.',
          )}
        </p>
        <a href={addressOf('register')} onClick={() => askOnRegister('promises', 'sheets')}>
          {t('Choose which answers count')}
        </a>
      </Empty>
    );
  }
  return (
    <Empty title={t('Nobody is outstanding')}>
      <p>{t('No promise who votes in person is left to knock up.')}</p>
      <a href={addressOf('board')}>{t('See the board')}</a>
    </Empty>
  );
}
