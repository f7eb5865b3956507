import { SegmentedControl, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { BoardBy, BoardRow } from '../../src-main/turnout/types.ts';
import { addressOf } from '../room/use-screen.ts';
import { labelled } from '../shared/labelled.ts';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { SortableTable } from '../shared/SortableTable.tsx';
import { readSort, writeSort } from '../shared/sorting.ts';
import { Busy, Empty, Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { BoardPapers } from './BoardPapers.tsx';
import classes from './board.module.css';
import { boardBy, boardSort, boardViews, boardWays } from './board-choices.ts';
import { boardColumns, rowKeys, rowName } from './board-columns.tsx';
import { Curve } from './Curve.tsx';
import { Stations } from './Stations.tsx';
import { Totals } from './Totals.tsx';
import { useBoard } from './use-board.ts';
import { Wall } from './Wall.tsx';
import { WhereNext } from './WhereNext.tsx';

/** How it stands, live. */
export function BoardScreen() {
  const { t } = useWords();
  const chosen = useStore(boardBy);
  const view = boardViews.find(({ value }) => value === chosen)?.value;
  const way = boardWays.find(({ value }) => value === chosen) ?? boardWays[0];
  const board = useBoard(way.value);
  const hasElectors = board.data !== undefined && board.data.electors > 0;
  return (
    <>
      <ScreenHeading>{t('Board')}</ScreenHeading>
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
        <div className={classes.board}>
          {view !== 'wall' && <Totals board={board.data} />}
          <SegmentedControl
            aria-label={t('Show the board')}
            data={labelled([...boardWays, ...boardViews])}
            value={view ?? way.value}
            onChange={(value) => boardBy.set(value)}
          />
          {view === 'next' && <WhereNext />}
          {view === 'curve' && <Curve />}
          {view === 'stations' && <Stations />}
          {view === 'wall' && <Wall board={board.data} />}
          {!view && (
            <>
              <p className={classes.note}>
                {t(
                  '“Not marked off” does not mean “has not voted”: tellers miss some. Postal promises are counted apart, never in the per cent.',
                )}
              </p>
              <Rows by={way.value} rows={board.isPlaceholderData ? null : board.data.rows} />
            </>
          )}
        </div>
      )}
    </>
  );
}

/** The rows one way; null while they are counted. */
function Rows({ by, rows }: { by: BoardBy; rows: BoardRow[] | null }) {
  const { t } = useWords();
  const [filter, setFilter] = useState('');
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          label={t('Filter')}
          placeholder={by === 'hour' ? t('Hour') : t('Part of a name')}
          classNames={{ root: classes.filter ?? '', label: classes.filterLabel ?? '' }}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <BoardPapers by={by} />
      </div>
      {rows ? <RowTable by={by} rows={rows} filter={filter.trim()} /> : <Busy>{t('Counting…')}</Busy>}
    </>
  );
}

const CAPTIONS: Record<BoardBy, string> = {
  district: 'By polling district',
  street: 'By street',
  hour: 'By hour',
};

function RowTable({ by, rows, filter }: { by: BoardBy; rows: BoardRow[]; filter: string }) {
  const { t } = useWords();
  const columns = boardColumns(by, rows);
  const sort = readSort(useStore(boardSort[by]), columns);
  const keys = useMemo(() => rowKeys(rows), [rows]);
  const shown = useMemo(() => {
    const wanted = filter.toLocaleLowerCase('en-GB');
    return rows.filter((row) => rowName(row).toLocaleLowerCase('en-GB').includes(wanted));
  }, [rows, filter]);
  if (rows.length === 0) return <p>{t('No number has come in yet, so there is no hour to show.')}</p>;
  if (shown.length === 0)
    return <p role="status">{t('Nothing here has “{{filter}}” in its name.', { filter })}</p>;
  return (
    <SortableTable
      caption={t(CAPTIONS[by])}
      columns={columns}
      rows={shown}
      rowKey={(row) => keys.get(row) ?? rowName(row)}
      sort={sort}
      onSort={(next) => boardSort[by].set(writeSort(next))}
    />
  );
}
