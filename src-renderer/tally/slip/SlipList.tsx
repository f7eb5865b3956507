import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Slip } from '../../../src-main/turnout/slips/slips.ts';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { ROOM } from '../../room/query-client.ts';
import { count, time } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import { type Column, SortableTable } from '../../shared/SortableTable.tsx';
import type { Sort } from '../../shared/sorting.ts';
import { Answered, Empty } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { FindSlip } from './FindSlip.tsx';
import { OneSlip } from './OneSlip.tsx';
import classes from './slip.module.css';
import { showSlips } from './slip-session.ts';
import { slipState } from './slip-state.ts';

/** All slips, with what is still to do about each. */
export function SlipList() {
  const { t } = useWords();
  const by = useEnteredBy();
  const onLeave = () => showSlips.set(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const [sort, setSort] = useState<Sort | null>(null);
  /** Several slips have the number that was typed; null for all. */
  const [found, setFound] = useState<readonly number[] | null>(null);
  const slips = useQuery({
    queryKey: [ROOM, 'slips'],
    queryFn: ({ signal }) => client.turnout.slips.query(undefined, { signal }),
  });
  const leave = (
    <Button variant="default" size="sm" onClick={onLeave}>
      {t('Back to entering')}
    </Button>
  );
  return (
    <Answered of={slips} waiting={t('Finding the slips…')} failed={t('The slips could not be shown.')}>
      {(all) => {
        const slip = all.find(({ id }) => id === chosen);
        if (slip) return <OneSlip slip={slip} by={by} onBack={() => setChosen(null)} onEnter={onLeave} />;
        if (all.length === 0) return <NoSlips>{leave}</NoSlips>;
        return (
          <div className={classes.done}>
            <div className={classes.bar}>
              {leave}
              <FindSlip
                onFound={(ids) => {
                  const [only = null] = ids.length === 1 ? ids : [];
                  setChosen(only);
                  setFound(only === null ? ids : null);
                }}
              />
            </div>
            {found && (
              <Notice tone="notice" role="status" title={t('Several slips have this number.')}>
                <p>{t('Choose the one whose letter is on the paper.')}</p>
                <Button size="sm" variant="default" onClick={() => setFound(null)}>
                  {t('All slips')}
                </Button>
              </Notice>
            )}
            <SortableTable
              caption={t('Slips')}
              columns={slipColumns(setChosen)}
              rows={found === null ? all : all.filter(({ id }) => found.includes(id))}
              rowKey={({ id }) => id}
              sort={sort}
              onSort={setSort}
            />
          </div>
        );
      }}
    </Answered>
  );
}

function NoSlips({ children }: { children: React.ReactNode }) {
  const { t } = useWords();
  return (
    <Empty title={t('No slip has been begun yet')}>
      <p>{t('Begin a slip when you enter a page of a teller’s pad. Each is listed here.')}</p>
      {children}
    </Empty>
  );
}

function slipColumns(onChoose: (id: number) => void): Column<Slip>[] {
  return [
    {
      id: 'number',
      heading: 'Slip',
      kind: 'figure',
      value: ({ number }) => number,
      cell: (slip) => <SlipLink slip={slip} onChoose={onChoose} />,
      names: true,
    },
    {
      id: 'state',
      heading: 'What about it',
      value: (slip) => slipState(slip).words,
      cell: (slip) => <SlipState slip={slip} />,
    },
    {
      id: 'entered',
      heading: 'Numbers',
      kind: 'figure',
      value: ({ entered }) => entered,
      cell: ({ entered }) => count(entered),
    },
    {
      id: 'told',
      heading: 'Teller’s count',
      kind: 'figure',
      value: ({ toldCount }) => toldCount ?? -1,
      cell: ({ toldCount }) => (toldCount === null ? '' : count(toldCount)),
    },
    {
      id: 'gave nothing',
      heading: 'Gave nothing',
      kind: 'figure',
      value: ({ gaveNothing }) => gaveNothing ?? -1,
      cell: ({ gaveNothing }) => (gaveNothing === null ? '' : count(gaveNothing)),
    },
    {
      id: 'place',
      heading: 'District or station',
      value: ({ station, district }) => station || district,
      cell: ({ station, district }) => <span className={classes.place}>{station || district}</span>,
    },
    {
      id: 'told at',
      heading: 'Time on the slip',
      value: ({ toldAt }) => toldAt ?? 0,
      cell: ({ toldAt }) => (toldAt === null ? '' : time(toldAt)),
    },
    { id: 'teller', heading: 'Teller', value: ({ teller }) => teller, cell: ({ teller }) => teller },
    { id: 'at', heading: 'Begun', value: ({ at }) => at, cell: ({ at, by }) => [time(at), by].join(' ') },
  ];
}

function SlipLink({ slip, onChoose }: { slip: Slip; onChoose: (id: number) => void }) {
  const { t } = useWords();
  return (
    <Button size="compact-md" variant="default" onClick={() => onChoose(slip.id)}>
      {slip.secondOf === null
        ? t('Slip {{id}}', { id: slip.number })
        : t('Slip {{id}} again', { id: slip.secondOfNumber })}
    </Button>
  );
}

function SlipState({ slip }: { slip: Slip }) {
  const { words, tone, Icon } = slipState(slip);
  return (
    <span className={classes.state} data-tone={tone}>
      <Icon size={16} /> {words}
    </span>
  );
}
