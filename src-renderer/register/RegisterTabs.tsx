import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RoomSummary } from '../../src-main/api/summary.ts';
import { registerTab } from '../room/use-screen.ts';
import { AskPassphrase } from '../safety/AskPassphrase.tsx';
import part from '../shared/part.module.css';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { AbsentVoters } from './absent/AbsentVoters.tsx';
import { GettingReady } from './GettingReady.tsx';
import { ChooseFile } from './import/ChooseFile.tsx';
import { startAgain } from './import/import-flow.ts';
import { OneElector } from './OneElector.tsx';
import { Questions } from './Questions.tsx';
import { RegisterHeld } from './RegisterHeld.tsx';
import { StreetList } from './streets/StreetList.tsx';
import { WhoMayVote } from './WhoMayVote.tsx';

type RegisterTabsProps = {
  room: RoomSummary;
  refused: { fileName: string; sentence: string } | undefined;
  /** The heading of the screen, on one line with the tabs. */
  heading: (tabs: ReactNode) => ReactNode;
};

/** The register of the room, and what can be corrected in it. */
export function RegisterTabs({ room, refused, heading }: RegisterTabsProps) {
  const { t } = useWords();
  const tab = useStore(registerTab);
  const toSettle = room.openQuestions;
  const tabs = [
    { id: 'file', name: t('Register file'), panel: <File room={room} refused={refused} /> },
    {
      id: 'settle',
      name: toSettle === 0 ? t('To settle') : t('To settle ({{toSettle}})', { toSettle }),
      panel: <Questions />,
    },
    { id: 'elector', name: t('One elector'), panel: <OneElector room={room} /> },
    { id: 'absent', name: t('Postal and proxy'), panel: <AbsentVoters room={room} /> },
    { id: 'streets', name: t('Streets'), panel: <StreetList /> },
    { id: 'poll', name: t('Who may vote'), panel: <WhoMayVote /> },
  ];
  // A refused file is reported on the tab where it was chosen.
  const open = refused ? 'file' : (tabs.find(({ id }) => id === tab)?.id ?? 'file');
  return (
    <Tabs
      value={open}
      onChange={(id) => {
        if (refused) startAgain();
        registerTab.set(id ?? 'file');
      }}
      keepMounted={false}
    >
      {heading(
        <Tabs.List aria-label={t('Parts of the register')}>
          {tabs.map(({ id, name }) => (
            <Tabs.Tab key={id} value={id}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>,
      )}
      {tabs.map(({ id, panel }) => (
        <Tabs.Panel key={id} value={id}>
          {id === 'file' ? panel : <Aside>{panel}</Aside>}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** What is left to prepare stays in sight while one thing of it is done. */
function Aside({ children }: { children: ReactNode }) {
  return (
    <div className={part.part}>
      <GettingReady isAside />
      {children}
    </div>
  );
}

function File({ room, refused }: Omit<RegisterTabsProps, 'heading'>) {
  return (
    <div className={part.part}>
      <ChooseFile {...(refused ? { refused } : {})} />
      <AskPassphrase />
      <GettingReady />
      <RegisterHeld room={room} />
    </div>
  );
}
