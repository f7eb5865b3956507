import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { Figures } from '../shared/Figures.tsx';
import { count, perCent, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import classes from '../shared/open-figure.module.css';
import { PerCentBar } from '../shared/PerCentBar.tsx';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { type Column, SortableTable } from '../shared/SortableTable.tsx';
import type { Sort } from '../shared/sorting.ts';
import { Answered } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { words } from '../shared/words.ts';

type Board = Awaited<ReturnType<typeof client.laptops.constituency.query>>;
type Row = Board['rows'][number];
/** What is opened: nothing, a room, or a district of it. */
type Opened = { room?: string; district?: string };

/** Head office's board: every room that was introduced, opened to its districts and their streets. */
export function Constituency() {
  const { t } = useWords();
  const [opened, setOpened] = useState<Opened>({});
  const [sort, setSort] = useState<Sort | null>(null);
  const by = opened.room === undefined ? 'room' : opened.district === undefined ? 'district' : 'street';
  const board = useQuery({
    queryKey: [ROOM, 'constituency', by, opened],
    queryFn: ({ signal }) => client.laptops.constituency.query({ by, ...opened }, { signal }),
    placeholderData: keepPreviousData,
  });
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef(opened);
  // The button that was pressed goes with its table.
  useEffect(() => {
    if (last.current !== opened) heading.current?.focus();
    last.current = opened;
  }, [opened]);
  const open = (next: Opened) => {
    setOpened(next);
    setSort(null);
  };
  const names = { room: t('By room'), district: t('By polling district'), street: t('By street') };
  return (
    <section className={part.part} aria-label={t('Constituency')}>
      <h2 className={part.heading} ref={heading} tabIndex={-1}>
        {[t('Constituency'), opened.room, opened.district].filter(Boolean).join(' › ')}
      </h2>
      <Answered of={board} waiting={t('Counting…')} failed={t('The board of the rooms could not be read.')}>
        {(data) => (
          <>
            <Sums board={data} />
            {by !== 'room' && (
              <div className={part.row}>
                <Button variant="default" size="sm" onClick={() => open({})}>
                  {t('All rooms')}
                </Button>
                {by === 'street' && opened.room !== undefined && (
                  <Button variant="default" size="sm" onClick={() => open({ room: opened.room ?? '' })}>
                    {opened.room}
                  </Button>
                )}
              </div>
            )}
            <SortableTable
              caption={names[by]}
              columns={columnsOf(by, open)}
              rows={data.rows}
              rowKey={({ room, district, street }) => [room, district, street].join('\n')}
              sort={sort}
              onSort={setSort}
            />
            {data.inSeveral.length > 0 && (
              <Notice tone="notice" title={t('Some electors are counted more than once')}>
                <p>{t('These districts are in several rooms:')}</p>
                <ul>
                  {data.inSeveral.map(({ district, rooms }) => (
                    <li key={district}>{[district, rooms.join(', ')].join(': ')}</li>
                  ))}
                </ul>
              </Notice>
            )}
            <p className={part.note}>
              {t(
                'What laptops have entered since they were last heard of is not counted. Backups do not have these rooms: each can be made again from its pairing file and its newest shared file.',
              )}
            </p>
          </>
        )}
      </Answered>
    </section>
  );
}

function Sums({ board }: { board: Board }) {
  const { t } = useWords();
  return (
    <Figures
      figures={[
        { name: t('Outstanding, at most'), value: count(board.outstanding) },
        {
          name: t('Promises voted, at least'),
          value: count(board.promisesVoted),
          note: t('of {{promises}} promises', { promises: count(board.promises) }),
        },
        { name: t('Per cent, at least'), value: perCent(board.turnout) },
        { name: t('Voted, at least'), value: count(board.voted) },
        { name: t('Electors'), value: count(board.electors) },
      ]}
    />
  );
}

type Figure = 'electors' | 'promises' | 'promisesVoted' | 'outstanding';

function columnsOf(by: 'room' | 'district' | 'street', open: (next: Opened) => void): Column<Row>[] {
  const figure = (id: Figure, heading: string): Column<Row> => ({
    id,
    heading,
    kind: 'figure',
    value: (row) => row[id],
    cell: (row) => (row.trouble ? '' : count(row[id])),
  });
  const opens = (name: string, next: Opened) => (
    <button type="button" className={classes.open} onClick={() => open(next)}>
      {name}
    </button>
  );
  const named: Record<typeof by, Omit<Column<Row>, 'id'>> = {
    room: {
      heading: 'Room',
      value: ({ room }) => room,
      cell: ({ room, trouble }) => (trouble ? room : opens(room, { room })),
    },
    district: {
      heading: 'District',
      value: ({ district }) => district ?? '',
      cell: ({ room, district }) => opens(district ?? '', { room, district: district ?? '' }),
      kind: 'code',
    },
    street: {
      heading: 'Street',
      value: ({ street }) => street ?? '',
      cell: ({ street }) => street || words.t('No street'),
    },
  };
  return [
    { id: by, names: true, ...named[by] },
    ...(by === 'room'
      ? [
          {
            id: 'asOf',
            heading: 'As of',
            value: ({ asOf }: Row) => asOf ?? 0,
            cell: (row: Row) => (row.trouble ? roomSays(row.trouble) : fresh(row)),
          },
        ]
      : []),
    figure('electors', 'Electors'),
    figure('promises', 'Promises'),
    figure('promisesVoted', 'Promises voted'),
    figure('outstanding', 'Outstanding'),
    {
      id: 'turnout',
      heading: 'Per cent',
      kind: 'bar',
      value: ({ turnout }) => turnout,
      cell: ({ turnout, trouble }) => (trouble ? '' : <PerCentBar value={turnout} />),
    },
  ];
}

/** How fresh each laptop of a room is here; this room's own are up to now. */
function fresh({ laptops }: Row): string {
  const { t } = words;
  if (laptops.length === 0) return t('now');
  return laptops
    .map(({ letter, upTo }) =>
      upTo === null ? t('nothing has come from {{letter}} yet', { letter }) : `${letter} ${time(upTo)}`,
    )
    .join(', ');
}
