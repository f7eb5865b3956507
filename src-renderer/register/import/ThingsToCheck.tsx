import { Button, NativeSelect } from '@mantine/core';
import type { MarkerMeaning } from '../../../src-main/register/elector/elections.ts';
import type {
  DateMeaning,
  KnockMeaning,
  PollSettings,
} from '../../../src-main/register/elector/voting-rules.ts';
import type { AskedValue, CellReport, Survey } from '../../../src-main/register/types.ts';
import { count, counted } from '../../shared/format.ts';
import part from '../../shared/part.module.css';
import { roomSays } from '../../shared/room-says.ts';
import { useWords } from '../../shared/use-words.ts';
import { AskedColumn, type Meaning } from '../AskedColumn.tsx';
import { ColumnCounts, Folded, UnusedColumns } from '../ColumnsRead.tsx';
import { usePoll } from '../PollFields.tsx';
import { useChoices } from '../use-choices.ts';
import { Alterations } from './Alterations.tsx';
import { leaveOpen, reread, setPoll } from './import-flow.ts';
import type { Understood } from './import-state.ts';

type ThingsProps = {
  flow: Understood;
  asked: AskedValue[];
  dates: Survey['dates'];
  cells: Pick<CellReport, 'columns' | 'unusedColumns' | 'notUnderstood' | 'mayAlter'>;
};

/** What was not understood in the file, short: what has to be answered first, then the rest, folded. */
export function ThingsToCheck({ flow, asked: values, dates, cells }: ThingsProps) {
  const { t } = useWords();
  const choices = useChoices().data;
  const poll = usePoll().data;
  const known = {
    markers: { ...poll?.setMarkers, ...flow.poll.markers },
    dates: { ...poll?.setDates, ...flow.poll.dates },
    knocks: { ...poll?.setKnocks, ...flow.poll.knocks },
  };
  const { notUnderstood, unusedColumns, columns, mayAlter } = cells;
  const unsure = dates.filter(({ isSure, isChosen, isKnown }) => !isSure || isChosen || isKnown);
  // Those that are asked about together are read here.
  const keys = new Set(values.map(({ asks }) => asks.key));
  const others = [
    ...Map.groupBy(
      notUnderstood.filter(({ asks }) => !asks || !keys.has(asks.key)),
      ({ column }) => column,
    ),
  ];
  // Each group says what its values are used as until they are answered.
  const asked = [
    ...Map.groupBy(values, ({ column, asks, takenFor }) => `${asks.kind} ${takenFor.text} ${column}`),
  ];
  const { doubtful } = flow.register;
  const altering = mayAlter && doubtful ? 1 : 0;
  const things = asked.length + unsure.length + others.length + altering + (unusedColumns.length > 0 ? 1 : 0);
  return (
    <section className={part.part} aria-label={t('What was not understood')}>
      {things > 0 && (
        <h3 className={part.heading}>{t('{{things}} to check', { things: counted(things, 'thing') })}</h3>
      )}
      {asked.map(([key, [first, ...others]]) => (
        <AskedColumn
          key={key}
          column={first?.column ?? ''}
          values={first ? [first, ...others] : []}
          meanings={meaningsFor(first, choices)}
          onAnswer={(value, meaning) => setPoll(answerFor(first, { [value]: meaning }, known))}
        />
      ))}
      {asked.length > 0 && <LeaveOpen flow={flow} asked={values} />}
      {unsure.map((dates) => (
        <DateOrderChoice key={`${dates.which} ${dates.column}`} dates={dates} />
      ))}
      {mayAlter && doubtful && <Alterations doubtful={doubtful} lines={mayAlter.count} />}
      {others.map(([column, values]) => (
        <Folded
          key={column}
          title={t('“{{column}}”: {{values}} not understood', {
            column,
            values: counted(values.length, 'value'),
          })}
        >
          <ul>
            {values.map(({ value, count: cells, lines, takenFor }) => (
              <li key={value}>
                {t('{{value}}: {{cells}}, from line {{line}}. Used as: {{takenFor}}.', {
                  value,
                  cells: count(cells),
                  line: count(lines[0] ?? 0),
                  takenFor: roomSays(takenFor),
                })}
              </li>
            ))}
          </ul>
        </Folded>
      ))}
      <UnusedColumns columns={unusedColumns}>
        <p className={part.note}>{t('To use one, choose what it holds in the list of columns.')}</p>
      </UnusedColumns>
      <ColumnCounts columns={columns} />
    </section>
  );
}

type Asked = AskedValue | undefined;

function meaningsFor(asked: Asked, choices: ReturnType<typeof useChoices>['data']): readonly Meaning[] {
  if (!asked || !choices) return [];
  const { markerMeanings, dateMeanings, knockMeanings } = choices;
  return { marker: markerMeanings, date: dateMeanings, knock: knockMeanings }[asked.asks.kind];
}

/** The settings with an answer and all earlier ones. */
function answerFor(asked: Asked, answer: Record<string, Meaning>, known: PollSettings): PollSettings {
  if (asked?.asks.kind === 'date')
    return { dates: { ...known.dates, ...(answer as Record<string, DateMeaning>) } };
  if (asked?.asks.kind === 'knock')
    return { knocks: { ...known.knocks, ...(answer as Record<string, KnockMeaning>) } };
  return { markers: { ...known.markers, ...(answer as Record<string, MarkerMeaning>) } };
}

/** Going on without answers. */
function LeaveOpen({ flow, asked }: { flow: Understood; asked: readonly AskedValue[] }) {
  const { t } = useWords();
  const left = asked.filter(({ meaning }) => meaning === null);
  const open = left.length;
  if (open === 0) return null;
  if (flow.isLeftOpen) {
    return (
      <p className={part.note}>
        {left.some(({ asks }) => asks.kind === 'knock')
          ? t('To answer later, import the file again.')
          : t('You can answer later, under “Who may vote”.')}
      </p>
    );
  }
  return (
    <div className={part.line}>
      <Button variant="default" size="sm" onClick={leaveOpen}>
        {t('Answer later')}
      </Button>
      <p className={part.note}>{t('{{values}} without an answer.', { values: counted(open, 'value') })}</p>
    </div>
  );
}

/** Whether the day or the month comes first, if the file does not show it. */
function DateOrderChoice({ dates }: { dates: Survey['dates'][number] }) {
  const { t } = useWords();
  const { column, which, order, isChosen, isKnown, isContrary, either, example, dayFirst, monthFirst } =
    dates;
  const why =
    dayFirst === 0 && monthFirst === 0
      ? t('No day above 12 shows the order of {{dates}} such as {{example}}.', {
          dates: counted(either, 'date'),
          example,
        })
      : t(
          '{{dayFirst}} with the day first, {{monthFirst}} with the month first; {{either}} could be either, such as {{example}}.',
          {
            dayFirst: counted(dayFirst, 'date'),
            monthFirst: counted(monthFirst, 'date'),
            either: count(either),
            example,
          },
        );
  return (
    <div className={part.row}>
      <NativeSelect
        size="sm"
        label={t('Dates in “{{column}}”', { column })}
        data={[
          ...(isContrary && !isChosen ? [{ value: '', label: t('Choose…') }] : []),
          { value: 'day first', label: t('Day first, as in 31/12/2026') },
          { value: 'month first', label: t('Month first, as in 12/31/2026') },
        ]}
        value={isContrary && !isChosen ? '' : order}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (value === 'day first' || value === 'month first') void reread(which, { dateOrder: value });
        }}
      />
      <p className={part.note}>
        {why} {isKnown && t('This order was chosen for an earlier file.')}{' '}
        {isChosen && t('The room keeps it for later files with this heading.')}
      </p>
    </div>
  );
}
