import { useRoomSummary } from '../room/use-room-summary.ts';
import { registerQuestion } from '../room/use-screen.ts';
import { AskPassphrase } from '../safety/AskPassphrase.tsx';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { Answered, Busy } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { GettingReady } from './GettingReady.tsx';
import { CanvassDone } from './import/CanvassDone.tsx';
import { DropPlace } from './import/DropPlace.tsx';
import { FirstFile } from './import/FirstFile.tsx';
import { ImportDone } from './import/ImportDone.tsx';
import { ImportProgress } from './import/ImportProgress.tsx';
import { dropRefused, importFlow } from './import/import-flow.ts';
import { ImportSteps } from './import/steps/ImportSteps.tsx';
import { RegisterTabs } from './RegisterTabs.tsx';
import { RoomQuestion } from './RoomQuestion.tsx';
import { useRoomAnswers } from './use-room-answers.ts';

/** The register of electors: what the room holds, and bringing a file in. */
export function RegisterScreen() {
  const { t } = useWords();
  const flow = useStore(importFlow);
  const asked = useStore(registerQuestion);
  const room = useRoomAnswers();
  // While a first file is open, the question is one of those about it.
  const isAskedAlone = asked !== null && !(flow.at === 'understood' && room && !room.hasRegister);
  const { data: summary } = useRoomSummary();
  if (!isAskedAlone && (flow.at === 'start' || flow.at === 'refused') && summary && summary.electors > 0) {
    return (
      <DropPlace>
        <RegisterTabs
          room={summary}
          refused={flow.at === 'refused' ? flow : undefined}
          heading={(tabs) => (
            <>
              <ScreenHeading aside={tabs}>{t('Register')}</ScreenHeading>
              <DropRefused />
            </>
          )}
        />
      </DropPlace>
    );
  }
  return (
    <DropPlace>
      <ScreenHeading>{t('Register')}</ScreenHeading>
      <div className={part.part}>
        {isAskedAlone && (room ? <RoomQuestion key={asked.question} {...asked} room={room} /> : <Waiting />)}
        {flow.at !== 'understood' && <DropRefused />}
        {flow.at === 'start' && !isAskedAlone && <Start />}
        {flow.at === 'staging' && <Busy>{t('Reading {{fileName}}…', { fileName: flow.fileName })}</Busy>}
        {flow.at === 'refused' && !isAskedAlone && <Start refused={flow} />}
        {flow.at === 'understood' &&
          !isAskedAlone &&
          (room ? <ImportSteps flow={flow} room={room} /> : <Waiting />)}
        {flow.at === 'importing' && <ImportProgress flow={flow} />}
        {flow.at === 'canvass done' && <CanvassDone fileName={flow.fileName} result={flow.result} />}
        {flow.at === 'done' && !isAskedAlone && (
          <ImportDone result={flow.result} foundLater={flow.foundLater} />
        )}
        {(flow.at === 'done' || flow.at === 'canvass done') && <AskPassphrase />}
      </div>
    </DropPlace>
  );
}

/** A file that was dropped and not taken. */
function DropRefused() {
  const sentence = useStore(dropRefused);
  return sentence && <Notice tone="bad" role="alert" title={sentence} />;
}

function Waiting() {
  const { t } = useWords();
  return <Busy>{t('Opening the room…')}</Busy>;
}

/** In a room without a register. */
function Start({ refused }: { refused?: { fileName: string; sentence: string } }) {
  const { t } = useWords();
  const room = useRoomSummary();
  return (
    <Answered of={room} waiting={t('Opening the room…')} failed={t('The room could not be opened.')}>
      {() => (
        <>
          <FirstFile {...(refused ? { refused } : {})} />
          <AskPassphrase />
          <GettingReady />
        </>
      )}
    </Answered>
  );
}
