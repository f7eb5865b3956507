import { useRoomSummary } from '../room/use-room-summary.ts';
import { AskPassphrase } from '../safety/AskPassphrase.tsx';
import { Notice } from '../shared/Notice.tsx';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { Answered, Busy } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { GettingReady } from './GettingReady.tsx';
import { CanvassDone } from './import/CanvassDone.tsx';
import { ChooseFile } from './import/ChooseFile.tsx';
import { DropPlace } from './import/DropPlace.tsx';
import { ImportDone } from './import/ImportDone.tsx';
import { ImportProgress } from './import/ImportProgress.tsx';
import { dropRefused, importFlow } from './import/import-flow.ts';
import { UnderstandingView } from './import/UnderstandingView.tsx';
import { RegisterTabs } from './RegisterTabs.tsx';
import classes from './register.module.css';

/** The register of electors: what the room holds, and bringing a file in. */
export function RegisterScreen() {
  const { t } = useWords();
  const flow = useStore(importFlow);
  const room = useRoomSummary();
  if ((flow.at === 'start' || flow.at === 'refused') && room.data && room.data.electors > 0) {
    return (
      <DropPlace>
        <RegisterTabs
          room={room.data}
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
      <div className={classes.register}>
        <AskPassphrase />
        <DropRefused />
        {flow.at === 'start' && <Start />}
        {flow.at === 'staging' && <Busy>{t('Reading {{fileName}}…', { fileName: flow.fileName })}</Busy>}
        {flow.at === 'refused' && <Start refused={flow} />}
        {flow.at === 'understood' && <UnderstandingView flow={flow} />}
        {flow.at === 'importing' && <ImportProgress flow={flow} />}
        {flow.at === 'canvass done' && <CanvassDone fileName={flow.fileName} result={flow.result} />}
        {flow.at === 'done' && <ImportDone result={flow.result} foundLater={flow.foundLater} />}
      </div>
    </DropPlace>
  );
}

/** A file that was dropped and not taken. */
function DropRefused() {
  const sentence = useStore(dropRefused);
  return sentence && <Notice tone="bad" role="alert" title={sentence} />;
}

/** In a room without a register. */
function Start({ refused }: { refused?: { fileName: string; sentence: string } }) {
  const { t } = useWords();
  const room = useRoomSummary();
  return (
    <Answered of={room} waiting={t('Opening the room…')} failed={t('The room could not be opened.')}>
      {() => (
        <div className={classes.beside}>
          <div className={classes.register}>
            <ChooseFile hasRegister={false} {...(refused ? { refused } : {})} />
          </div>
          <GettingReady />
        </div>
      )}
    </Answered>
  );
}
