import { useRoomSummary } from '../room/use-room-summary.ts';
import { addressOf } from '../room/use-screen.ts';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { Busy, Empty, Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { ChooseStreets } from './ChooseStreets.tsx';
import { MadeAlready } from './MadeAlready.tsx';
import { MadeSheets } from './MadeSheets.tsx';
import { lastMadeSheets, showingPaper } from './made-sheets.ts';
import { useStreets } from './use-streets.ts';

/** Knock-up sheets: choose streets, then look at the paper and print it. */
export function SheetsScreen() {
  const made = useStore(lastMadeSheets);
  const paper = useStore(showingPaper);
  return (
    <>
      <ScreenHeading aside={made && !paper && <MadeAlready made={made} />}>Sheets</ScreenHeading>
      {made && paper ? <MadeSheets made={made} /> : <Streets />}
    </>
  );
}

function Streets() {
  const streets = useStreets();
  if (streets.isPending) return <Busy>Fetching the streets…</Busy>;
  if (streets.isError) {
    return (
      <Failed
        what="The streets could not be shown."
        error={streets.error}
        onRetry={() => void streets.refetch()}
      />
    );
  }
  return streets.data.length === 0 ? <NobodyOutstanding /> : <ChooseStreets streets={streets.data} />;
}

function NobodyOutstanding() {
  const { data: room } = useRoomSummary();
  if (!room) return <Busy>Opening the room…</Busy>;
  if (room.electors === 0) {
    return (
      <Empty title="There is no register yet">
        <p>Knock-up sheets can be made once the register of electors is in this room.</p>
        <a href={addressOf('register')}>Go to Register and import one</a>
      </Empty>
    );
  }
  if (room.promises === 0) {
    return (
      <Empty title="Nobody counts as a promise">
        <p>
          A knock-up sheet lists promises only. Import the register again with a canvass, and choose the
          voting intentions that count as a promise.
        </p>
        <a href={addressOf('register')}>Go to Register</a>
      </Empty>
    );
  }
  return (
    <Empty title="Nobody is outstanding">
      <p>No promise who votes in person is left to knock up.</p>
      <a href={addressOf('board')}>See the board</a>
    </Empty>
  );
}
