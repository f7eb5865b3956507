import { SegmentedControl } from '@mantine/core';
import type { Board, BoardBy } from '../../src-main/turnout/types.ts';
import { PollShown } from '../figures/poll-shown.ts';
import type { PollKind } from '../room/use-room-summary.ts';
import { addressOf, askOnRegister } from '../room/use-screen.ts';
import { labelled } from '../shared/labelled.ts';
import part from '../shared/part.module.css';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { Busy, Empty, Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { WhichPoll } from '../shared/WhichPoll.tsx';
import { usePollChosen } from '../sheets/use-streets.ts';
import { BoardRows } from './BoardRows.tsx';
import classes from './board.module.css';
import { boardBy, boardViews, boardWays } from './board-choices.ts';
import { Curve } from './Curve.tsx';
import { Freshness } from './Freshness.tsx';
import { NotVoted } from './NotVoted.tsx';
import { Sources } from './Sources.tsx';
import { Stations } from './Stations.tsx';
import { StillToBring } from './StillToBring.tsx';
import { Totals } from './Totals.tsx';
import { useBoard } from './use-board.ts';
import { Wall } from './Wall.tsx';
import { WhereNext } from './WhereNext.tsx';

/** The figures of the day, live. */
export function BoardScreen() {
  const { t } = useWords();
  const chosen = useStore(boardBy);
  const way = boardWays.find(({ value }) => value === chosen) ?? boardWays[0];
  const { polls, poll: wanted, choosePoll } = usePollChosen();
  // A teller's number is of a voter, not of one poll.
  const poll = chosen === 'stations' || chosen === 'sources' ? undefined : wanted;
  const board = useBoard(way.value, poll);
  const hasElectors = board.data !== undefined && board.data.electors > 0;
  return (
    <>
      <ScreenHeading aside={hasElectors && <Ways />}>{t('Board')}</ScreenHeading>
      {chosen !== 'stations' &&
        chosen !== 'sources' &&
        chosen !== 'next' &&
        chosen !== 'bring' &&
        polls.length > 1 && (
          <div className={part.line}>
            <WhichPoll polls={polls} value={poll} onChange={choosePoll} />
            <a href={addressOf('register')} onClick={() => askOnRegister('polls', 'board')}>
              {t('Which polls is a promise for?')}
            </a>
          </div>
        )}
      {board.isPending && <Busy>{t('Counting…')}</Busy>}
      {board.isLoadingError && (
        <Failed
          what={t('The board could not be shown.')}
          error={board.error}
          onRetry={() => void board.refetch()}
        />
      )}
      {board.data?.electors === 0 && (
        <Empty title={t('There is nothing to count yet')}>
          <p>{t('The board fills once the register of electors is in this room and numbers come in.')}</p>
          <a href={addressOf('register')}>{t('Go to Register and import one')}</a>
        </Empty>
      )}
      {hasElectors && (
        <PollShown value={poll}>
          <Counted board={board.data} by={way.value} poll={poll} isStale={board.isPlaceholderData} />
        </PollShown>
      )}
    </>
  );
}

/** The ways to look at the board. */
function Ways() {
  const { t } = useWords();
  const chosen = useStore(boardBy);
  const ways = [...boardWays, ...boardViews];
  return (
    <SegmentedControl
      className={classes.ways ?? ''}
      aria-label={t('Show the board')}
      size="sm"
      data={labelled(ways)}
      value={ways.find(({ value }) => value === chosen)?.value ?? boardWays[0].value}
      onChange={(value) => boardBy.set(value)}
    />
  );
}

/** The board of a room with electors. `isStale` while its rows are those of the way before. */
function Counted({
  board,
  by,
  poll,
  isStale,
}: {
  board: Board;
  by: BoardBy;
  poll: PollKind | undefined;
  isStale: boolean;
}) {
  const { t } = useWords();
  const chosen = useStore(boardBy);
  const view = boardViews.find(({ value }) => value === chosen)?.value;
  return (
    <div className={classes.board}>
      {view !== 'wall' && view !== 'next' && view !== 'bring' && (
        <div className={view ? classes.totalsAside : undefined}>
          <Totals board={board} />
        </div>
      )}
      {/* Of all polls of the day together. */}
      {view !== 'wall' && poll === undefined && <NotVoted />}
      {view !== 'wall' && <Freshness className={part.note} />}
      {view === 'next' && <WhereNext />}
      {view === 'bring' && <StillToBring />}
      {view === 'curve' && <Curve poll={poll} />}
      {view === 'stations' && <Stations />}
      {view === 'sources' && <Sources />}
      {view === 'wall' && <Wall poll={poll} />}
      {!view && (
        <>
          <BoardRows by={by} poll={poll} rows={isStale ? null : board.rows} />
          <p className={part.note}>
            {by === 'hour' &&
              t('By when the numbers were entered. Through the day goes by the time on the slip.')}{' '}
            {t(
              '“Not marked off” does not mean “has not voted”: tellers miss some. Postal promises are counted apart, never in the per cent.',
            )}
          </p>
        </>
      )}
    </div>
  );
}
