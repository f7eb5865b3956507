import { Checkbox } from '@mantine/core';
import type { IssuedSheet, SheetState } from '../../src-main/sheets/issued.ts';
import { partInWords } from '../../src-shared/sheet-words.ts';
import { count, time } from '../shared/format.ts';
import type { Column } from '../shared/SortableTable.tsx';
import { lookUp, words } from '../shared/words.ts';

export const STATE_LABELS: Record<Exclude<SheetState, 'replaced'>, string> = {
  made: 'Made, not yet printed',
  printed: 'Printed',
  out: 'Out',
  back: 'Back',
  lost: 'Lost',
  withdrawn: 'Taken back',
};

/** The columns of the table of sheets; the first selects them. */
export function issuedColumns(
  chosen: ReadonlySet<string>,
  choose: (code: string, on: boolean) => void,
): Column<IssuedSheet>[] {
  return [
    {
      id: 'chosen',
      heading: words.t('Tick'),
      kind: 'tick',
      cell: ({ code, title }) => (
        <Checkbox
          aria-label={words.t('Sheet {{code}}, {{title}}', { code, title })}
          checked={chosen.has(code)}
          onChange={(event) => choose(code, event.currentTarget.checked)}
        />
      ),
    },
    {
      id: 'code',
      heading: words.t('Sheet'),
      kind: 'code',
      value: ({ code }) => code,
      cell: ({ code }) => code,
    },
    {
      id: 'title',
      heading: words.t('Street or walk'),
      value: ({ title }) => title,
      cell: ({ title, part, district }) =>
        [title, partInWords(lookUp, part), district].filter(Boolean).join(', '),
      names: true,
    },
    {
      id: 'outstanding',
      heading: words.t('Still outstanding'),
      kind: 'figure',
      value: ({ outstanding }) => outstanding,
      cell: ({ outstanding, electors }) =>
        words.t('{{outstanding}} of {{electors}}', {
          outstanding: count(outstanding),
          electors: count(electors),
        }),
    },
    {
      id: 'state',
      heading: words.t('Where it is'),
      value: ({ since }) => since,
      cell: (sheet) => [stateInWords(sheet), sheet.runner, time(sheet.since)].filter(Boolean).join(', '),
    },
  ];
}

function stateInWords({ state, replacedBy }: IssuedSheet): string {
  return state === 'replaced'
    ? words.t('Replaced by {{code}}', { code: replacedBy })
    : words.t(STATE_LABELS[state]);
}
