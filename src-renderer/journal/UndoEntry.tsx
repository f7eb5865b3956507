import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { UndoLine } from '../../src-main/journal/undo.ts';
import type { UndoEffect, UndoFigure } from '../../src-main/journal/undo-effect.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { askToRestoreBefore } from '../room/use-screen.ts';
import { WaitingForImport } from '../room/WaitingForImport.tsx';
import { count, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { Busy, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import classes from './journal.module.css';

type UndoEntryProps = {
  /** Of one act. */
  entries: readonly string[];
  /** Undoing it does again what it took back. */
  isUndo: boolean;
  onDone: () => void;
};

/** What undoing entries would do, and a button that does it. */
export function UndoEntry({ entries: ids, isUndo, onDone }: UndoEntryProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const entries = [...ids];
  const language = shownLanguage();
  const plan = useQuery({
    queryKey: [ROOM, 'undo', ...entries, language],
    queryFn: () => client.journal.planUndo.query({ entries, language }),
  });
  const effect = useQuery({
    // Not the room's, of which every mark is a change: the numbers are those of when this was opened.
    queryKey: ['undo effect', ...entries],
    queryFn: () => client.journal.undoEffect.query({ entries }),
    enabled: plan.data?.refusal === null,
    gcTime: 0,
  });
  const undo = useMutation({
    mutationFn: () => client.journal.undo.mutate({ entries, by }),
    onSuccess: onDone,
  });
  const shown = useRef<HTMLDivElement>(null);
  // The button that opened it is gone, and the ones here may be below the window.
  useEffect(() => shown.current?.focus({ preventScroll: true }), []);
  const isKnown = plan.isFetched && !effect.isLoading;
  useEffect(() => {
    if (isKnown) shown.current?.scrollIntoView({ block: 'nearest' });
  }, [isKnown]);
  return (
    <div className={classes.plan} ref={shown} tabIndex={-1}>
      {plan.isPending && <Busy>{t('Looking at what depends on it…')}</Busy>}
      <Failed what={t('It cannot be undone.')} error={plan.error ?? effect.error ?? undo.error} />
      <WaitingForImport isPending={undo.isPending} />
      {plan.data && (
        <>
          {plan.data.refusal ? (
            <Notice tone="bad" role="alert" title={t('It cannot be undone.')}>
              <p>{roomSays(plan.data.refusal)}</p>
              {plan.data.restoreBefore !== null && <ToBackup before={plan.data.restoreBefore} />}
            </Notice>
          ) : (
            <>
              <Lines title={t('This is undone:')} lines={plan.data.undone} />
              <Lines title={t('This is done again:')} lines={plan.data.redone} />
            </>
          )}
          <Lines
            title={t('Entered since then, or on another laptop, about the same; this stays:')}
            lines={plan.data.later}
          />
          {effect.isLoading && <Busy>{t('Counting what it changes…')}</Busy>}
          {effect.data && <Effect effect={effect.data} />}
          {plan.data.remark && <p>{roomSays(plan.data.remark)}</p>}
        </>
      )}
      <div className={part.line}>
        {plan.data && !plan.data.refusal && (
          <Button size="sm" disabled={undo.isPending || effect.isLoading} onClick={() => undo.mutate()}>
            {isUndo ? t('Redo') : t('Undo')}
          </Button>
        )}
        <Button size="sm" variant="default" onClick={onDone}>
          {t('Cancel')}
        </Button>
      </div>
    </div>
  );
}

function ToBackup({ before }: { before: number }) {
  const { t } = useWords();
  return (
    <Button size="sm" variant="default" onClick={() => askToRestoreBefore(before)}>
      {t('Show that backup, and what restoring it changes…')}
    </Button>
  );
}

const FIGURES: Record<UndoFigure, string> = {
  voted: 'Marked off',
  promises: 'Promises',
  promisesVoted: 'Promises voted',
  outstanding: 'Outstanding',
  postal: 'Postal voters',
  electors: 'Electors',
  answers: 'Answers at the door',
  setAside: 'Numbers set aside',
};

/** What it changes in numbers. */
function Effect({ effect: { electors, figures } }: { effect: UndoEffect }) {
  const { t } = useWords();
  return (
    <div>
      <p>
        <strong>{t('This changes:')}</strong>
      </p>
      <ul>
        {figures.map(({ figure, before, after }) => (
          <li key={figure}>
            {t('{{figure}}: {{before}} now, {{after}} afterwards', {
              figure: t(FIGURES[figure]),
              before: count(before),
              after: count(after),
            })}
          </li>
        ))}
        {figures.length === 0 && <li>{t('No figure of the board changes.')}</li>}
        {electors > 0 && <li>{t('Electors affected: {{number}}', { number: count(electors) })}</li>}
      </ul>
    </div>
  );
}

/** More of a long list than this helps nobody decide. */
const SHOWN = 8;

function Lines({ title, lines }: { title: string; lines: readonly UndoLine[] }) {
  const { t } = useWords();
  if (lines.length === 0) return null;
  return (
    <div>
      <p>
        <strong>{title}</strong>
      </p>
      <ul>
        {lines.slice(0, SHOWN).map(({ id, at, by, laptop, number, what }) => (
          <li key={id}>
            {time(at)} {number && <strong>{number}</strong>} {what} {by && t('by {{by}}', { by })}{' '}
            {laptop && t('on laptop {{letter}} ({{name}})', laptop)}
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p>{t('and {{number}} more', { number: lines.length - SHOWN })}</p>}
    </div>
  );
}
