import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { AbsentChoice, AbsentResult } from '../../../src-main/register/absent-voters.ts';
import type { MarkerMeaning } from '../../../src-main/register/elector/elections.ts';
import { english } from '../../../src-shared/message.ts';
import { Figures } from '../../shared/Figures.tsx';
import { Foot } from '../../shared/Foot.tsx';
import { count, counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import classes from '../../shared/part.module.css';
import { roomSays } from '../../shared/room-says.ts';
import { useWords } from '../../shared/use-words.ts';
import { words } from '../../shared/words.ts';
import { AskedColumn } from '../AskedColumn.tsx';
import { ColumnCounts, UnusedColumns } from '../ColumnsRead.tsx';
import { LineNotes, LinesToCheck } from '../LineNotes.tsx';
import { NamedList } from '../NamedList.tsx';
import { NotUnderstoodList } from '../NotUnderstoodList.tsx';
import { VotesChanged } from '../VotesChanged.tsx';

type AbsentPreviewProps = {
  fileName: string;
  choice: Pick<AbsentChoice, 'otherwise' | 'complete' | 'confirmed' | 'markers'>;
  /** What the list would do with this choice. */
  plan: AbsentResult;
  isBusy: boolean;
  onChoice: (choice: Partial<Pick<AbsentChoice, 'otherwise' | 'complete' | 'markers'>>) => void;
  onConfirm: (confirmed: boolean) => void;
  onImport: () => void;
  onCancel: () => void;
};

/** What a list of absent voters would change, and what has to be answered before it is imported. */
export function AbsentPreview({ fileName, choice, plan, isBusy, ...on }: AbsentPreviewProps) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { asks, says, asked, cells } = plan;
  const [isLeft, setIsLeft] = useState(false);
  const open = asked.filter(({ meaning }) => meaning === null).length;
  const isUnclear = asks.some(({ about }) => about === 'which');
  const [said] = says;
  return (
    <section className={classes.part} aria-label={t('What {{fileName}} would change', { fileName })}>
      <h3 ref={heading} tabIndex={-1} className={classes.heading}>
        {t('What {{fileName}} would change', { fileName })}
      </h3>
      <div className={classes.row}>
        <SegmentedControl
          aria-label={t('What the list holds')}
          data={[
            { value: 'postal', label: t('Postal voters') },
            { value: 'proxy', label: t('Proxies') },
          ]}
          // Neither is chosen until the list or somebody says.
          value={isUnclear ? '' : plan.otherwise}
          onChange={(value) => on.onChoice({ otherwise: value === 'proxy' ? 'proxy' : 'postal' })}
        />
        {said && says.length === 1 && <p>{t('The list says “{{words}}”.', { words: said.words })}</p>}
      </div>
      <Checkbox
        label={t('The list is complete: nobody else in {{districts}} votes in this way', {
          districts: plan.districts.join(', '),
        })}
        checked={choice.complete}
        onChange={(event) => on.onChoice({ complete: event.currentTarget.checked })}
      />
      <Figures figures={figuresOf(plan)} />
      {[...Map.groupBy(asked, ({ column, takenFor }) => `${takenFor.text} ${column}`)].map(
        ([key, values]) => (
          <AskedColumn
            key={key}
            column={values[0]?.column ?? ''}
            values={values}
            meanings={LISTED}
            onAnswer={(key, meaning) =>
              on.onChoice({ markers: { ...choice.markers, [key]: meaning as MarkerMeaning } })
            }
          />
        ),
      )}
      {open > 0 && !isLeft && (
        <div className={classes.row}>
          <Button variant="default" size="sm" onClick={() => setIsLeft(true)}>
            {t('Answer later')}
          </Button>
          <p className={classes.note}>
            {t('{{values}} without an answer.', { values: counted(open, 'value') })}
          </p>
        </div>
      )}
      <NotUnderstoodList
        notUnderstood={cells.notUnderstood.filter(({ asks: question }) => !question)}
        fileName={fileName}
      />
      <VotesChanged {...plan} />
      <NamedList
        title={t('On no sheet from now on: {{electors}}', {
          electors: counted(plan.keptOff.total, 'elector'),
        })}
        list={plan.keptOff}
      />
      <LineNotes
        tone="notice"
        title={t('{{number}} of the list left out', { number: counted(plan.rejected.length, 'line') })}
        notes={plan.rejected}
        fileName={fileName}
      />
      <LinesToCheck notes={plan.warnings} fileName={fileName} />
      <UnusedColumns columns={cells.unusedColumns} />
      <ColumnCounts columns={cells.columns} />
      <Foot>
        {asks.map(({ said: sentence }) => (
          <Notice key={english(sentence)} tone="notice" role="alert" title={roomSays(sentence)} />
        ))}
        {asks.length > 0 && !isUnclear && (
          <Checkbox
            label={t('Yes, import it like this')}
            checked={choice.confirmed}
            onChange={(event) => on.onConfirm(event.currentTarget.checked)}
          />
        )}
        <div className={classes.row}>
          <Button
            disabled={isBusy || isUnclear || (asks.length > 0 && !choice.confirmed) || (open > 0 && !isLeft)}
            onClick={on.onImport}
          >
            {t('Import the list')}
          </Button>
          <Button variant="default" onClick={on.onCancel}>
            {t('Cancel')}
          </Button>
          <p className={classes.note}>{t('Nothing has been changed yet.')}</p>
        </div>
      </Foot>
    </section>
  );
}

/** What words of a list may mean: how somebody votes, or that they are on no sheet. */
const LISTED = ['in person', 'postal', 'proxy', 'moved', 'deceased'] as const;

function figuresOf({
  found,
  becomePostal,
  becomeProxy,
  stopPostal,
  stopProxy,
  rejected,
  cells,
}: AbsentResult) {
  const unclear = cells.notUnderstood.reduce((sum, each) => sum + each.count, 0);
  return [
    { name: words.t('Found'), value: count(found) },
    { name: words.t('Become postal voters'), value: count(becomePostal.total) },
    { name: words.t('Become proxies'), value: count(becomeProxy.total) },
    { name: words.t('Stop being postal voters'), value: count(stopPostal.total) },
    ...(stopProxy.total > 0 ? [{ name: words.t('Stop being proxies'), value: count(stopProxy.total) }] : []),
    { name: words.t('Left out'), value: count(rejected.length) },
    { name: words.t('Not understood'), value: count(unclear) },
  ];
}
