import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { IssuedSheet, SheetState } from '../../src-main/sheets/issued.ts';
import { labelled } from '../shared/labelled.ts';
import part from '../shared/part.module.css';
import { SortableTable } from '../shared/SortableTable.tsx';
import type { Sort } from '../shared/sorting.ts';
import { Answered, Empty } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { issuedColumns } from './issued-columns.tsx';
import { NeedAttention } from './NeedAttention.tsx';
import { SheetActions } from './SheetActions.tsx';
import { useIssued } from './use-issued.ts';
import { WholeDayOut } from './WholeDayOut.tsx';

const SHOW = [
  { value: 'there', label: 'To go out' },
  { value: 'out', label: 'Out' },
  { value: 'done', label: 'Back, lost or replaced' },
  { value: 'all', label: 'All' },
] as const;
type Show = (typeof SHOW)[number]['value'];

const STATES: Record<Exclude<Show, 'all'>, readonly SheetState[]> = {
  there: ['made', 'printed'],
  out: ['out'],
  done: ['back', 'lost', 'replaced'],
};

const ALL_STATES = Object.values(STATES).flat();

/** Who has each sheet, since when, and which sheets need attention. */
export function OutAndBack() {
  const { t } = useWords();
  const issued = useIssued();
  return (
    <Answered of={issued} waiting={t('Finding the sheets…')} failed={t('The sheets could not be shown.')}>
      {(sheets) => <IssuedSheets sheets={sheets} />}
    </Answered>
  );
}

function IssuedSheets({ sheets }: { sheets: readonly IssuedSheet[] }) {
  const { t } = useWords();
  const [show, setShow] = useState<Show | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [sort, setSort] = useState<Sort | null>(null);
  if (sheets.length === 0) {
    return (
      <Empty title={t('No sheets yet')}>
        <p>{t('Make sheets under “Print”, then record here who takes each one.')}</p>
        <WholeDayOut />
      </Empty>
    );
  }
  const isOut = sheets.some(({ state }) => state === 'out');
  const showing = show ?? (isOut ? 'out' : 'there');
  const shown = sheets.filter(({ state }) => showing === 'all' || STATES[showing].includes(state));
  const picked = shown.filter(({ code }) => chosen.has(code));
  return (
    <div className={part.part}>
      <NeedAttention sheets={sheets} />
      <div className={part.line}>
        <SegmentedControl
          size="sm"
          aria-label={t('Sheets to show')}
          data={labelled(SHOW)}
          value={showing}
          onChange={(value) => {
            setShow(value);
            setChosen(new Set());
          }}
        />
        <WholeDayOut />
      </div>
      <SheetActions
        sheets={picked}
        states={showing === 'all' ? ALL_STATES : STATES[showing]}
        onMoved={() => setChosen(new Set())}
      />
      <SortableTable
        caption={t('Sheets')}
        columns={issuedColumns(chosen, (code, on) => {
          const next = new Set(chosen);
          if (on) next.add(code);
          else next.delete(code);
          setChosen(next);
          // The list stays when its first sheet goes out, so that the next ones can follow.
          setShow(showing);
        })}
        rows={shown}
        rowKey={({ code }) => code}
        sort={sort}
        onSort={setSort}
      />
    </div>
  );
}
