import { useState } from 'react';
import type { StreetChoice } from '../../src-main/sheets/types.ts';
import type { PollKind } from '../room/use-room-summary.ts';
import classes from './choose-streets.module.css';
import { SheetOrder } from './SheetOrder.tsx';
import { StreetTable } from './StreetTable.tsx';

/** The streets to tick, with what to make of them beside. */
export function ChooseStreets({ streets, poll }: { streets: StreetChoice[]; poll: PollKind | undefined }) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  // A street leaves the table when its last promise is marked off; it is then no longer to be printed.
  const toPrint = streets.filter(({ id }) => chosen.has(id));
  return (
    <div className={classes.columns}>
      <StreetTable streets={streets} poll={poll} chosen={chosen} onChoose={setChosen} />
      <div className={classes.order}>
        <SheetOrder toPrint={toPrint} latestRound={latestRound(streets)} poll={poll} />
      </div>
    </div>
  );
}

function latestRound(streets: StreetChoice[]): number | null {
  const rounds = streets.flatMap(({ lastMade }) => (lastMade ? [lastMade.round] : []));
  return rounds.length === 0 ? null : Math.max(...rounds);
}
