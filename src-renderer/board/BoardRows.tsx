import { TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { BoardBy, BoardRow } from '../../src-main/turnout/types.ts';
import { moveByArrow } from '../figures/row-arrows.ts';
import type { PollKind } from '../room/use-room-summary.ts';
import { streetsInWords } from '../shared/counted-streets.ts';
import part from '../shared/part.module.css';
import { SortableTable } from '../shared/SortableTable.tsx';
import { readSort, writeSort } from '../shared/sorting.ts';
import { Busy } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { BoardPapers } from './BoardPapers.tsx';
import { boardSort } from './board-choices.ts';
import { boardColumns, rowKey, rowName } from './board-columns.tsx';

/** The rows of the board with a filter. `rows` is null while they are counted. */
export function BoardRows({
  by,
  rows,
  poll,
}: {
  by: BoardBy;
  rows: BoardRow[] | null;
  poll: PollKind | undefined;
}) {
  const { t } = useWords();
  const [filter, setFilter] = useState('');
  return (
    <>
      <div className={part.ends}>
        <TextInput
          label={t('Filter')}
          size="sm"
          placeholder={by === 'hour' ? t('Hour') : t('Part of a name')}
          classNames={{ root: part.beside ?? '', label: part.besideLabel ?? '' }}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <BoardPapers by={by} poll={poll} />
      </div>
      {rows ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrows move among the figures of its rows
        <div onKeyDown={moveByArrow}>
          <RowTable by={by} rows={rows} filter={filter.trim()} />
        </div>
      ) : (
        <Busy>{t('Counting…')}</Busy>
      )}
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
  const shown = useMemo(() => {
    const typed = filter.toLocaleLowerCase('en-GB');
    return rows.filter((row) => rowName(row).toLocaleLowerCase('en-GB').includes(typed));
  }, [rows, filter]);
  if (rows.length === 0) return <p>{t('No number has come in yet, so there is no hour to show.')}</p>;
  if (shown.length === 0) return <p role="status">{t('Nothing matches “{{filter}}”.', { filter })}</p>;
  return (
    <SortableTable
      caption={t(CAPTIONS[by])}
      size={by === 'street' ? streetsInWords(shown.map(({ street }) => street ?? '')) : undefined}
      columns={columns}
      rows={shown}
      rowKey={rowKey}
      sort={sort}
      onSort={(next) => boardSort[by].set(writeSort(next))}
    />
  );
}
