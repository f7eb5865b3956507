import { Button } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import type {
  FigureName,
  FigureParts,
  FigureScope,
  PartName,
} from '../../src-main/turnout/figures/figure-types.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { count, counted, perCent } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { Answered } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { FigureRow } from './FigureRow.tsx';
import { FigureSum } from './FigureSum.tsx';
import classes from './figure-sheet.module.css';
import { figureName, scopeName } from './figure-words.ts';
import { KnockMinutes } from './KnockMinutes.tsx';
import { type OpenedFigure, openedFigure, type WhatOpens } from './opened-figure.ts';
import { PeopleList } from './PeopleList.tsx';
import { partName } from './part-words.ts';
import { useFigure } from './use-figure.ts';

/** One step into a figure: the row, a row within it, the sum, and the people of a part. */
type Step = { figure: WhatOpens; scope: FigureScope; path: PartName[] | null };

/** The figure that was opened, over whichever screen it was opened from. */
export function FigureSheet() {
  const opened = useStore(openedFigure);
  return opened && <Sheet key={JSON.stringify(opened)} opened={opened} />;
}

function Sheet({ opened }: { opened: OpenedFigure }) {
  const { t } = useWords();
  const first: Step = { figure: opened.figure, scope: opened.scope, path: null };
  const [steps, setSteps] = useState([first]);
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  const step = steps.at(-1) ?? first;
  const go = (next: Step) => setSteps((all) => [...all, next]);
  const polls = useRoomSummary().data?.polls ?? [];
  const poll = polls.find(({ value }) => value === opened.poll);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    // A key opens another screen, and nothing is to lie over that.
    const close = () => openedFigure.set(null);
    window.addEventListener('hashchange', close);
    return () => {
      window.removeEventListener('hashchange', close);
      // Closing gives the focus back to what opened it.
      current?.close();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step is read from its heading
  useEffect(() => {
    heading.current?.focus();
    dialog.current?.scrollTo(0, 0);
  }, [steps.length]);
  const where = [scopeName(step.scope), ...(poll ? [roomSays(poll.label)] : [])].join(', ');
  return (
    <dialog
      ref={dialog}
      className={classes.sheet}
      aria-labelledby={headingId}
      onClose={() => openedFigure.set(null)}
    >
      <div className={classes.inside}>
        <div className={classes.head}>
          <h2 id={headingId} ref={heading} tabIndex={-1} className={classes.heading}>
            {[
              ...(step.figure === null ? [] : [figureName(step.figure)]),
              ...(step.path?.map(partName) ?? []),
              where,
            ].join(' · ')}
          </h2>
          {steps.length > 1 && (
            <Button size="xs" variant="default" onClick={() => setSteps((all) => all.slice(0, -1))}>
              {t('Back')}
            </Button>
          )}
          <Button size="xs" onClick={() => dialog.current?.close()}>
            {t('Close')}
          </Button>
        </div>
        <Inside step={step} poll={opened.poll} onOpen={go} />
      </div>
    </dialog>
  );
}

type InsideProps = { step: Step; poll: OpenedFigure['poll']; onOpen: (next: Step) => void };

function Inside({ step: { figure, scope, path }, poll, onOpen }: InsideProps) {
  const where = { scope, poll };
  const openRow = (within: FigureScope) => onOpen({ figure: null, scope: within, path: null });
  if (figure === null)
    return (
      <FigureRow
        where={where}
        onOpen={(name) => onOpen({ figure: name, scope, path: null })}
        onOpenPlace={openRow}
      />
    );
  if (figure === 'minutes') return <KnockMinutes where={where} onOpenStreet={openRow} />;
  return (
    <FigureStep
      figure={figure}
      path={path}
      opened={where}
      onOpen={(next) => onOpen({ figure, scope, path: next })}
    />
  );
}

type FigureStepProps = {
  figure: FigureName;
  path: PartName[] | null;
  opened: Omit<OpenedFigure, 'figure'>;
  onOpen: (path: PartName[]) => void;
};

function FigureStep({ figure, path, opened, onOpen }: FigureStepProps) {
  const { t } = useWords();
  const sum = useFigure(figure, opened);
  return (
    <Answered of={sum} waiting={t('Counting…')} failed={t('The figure could not be split into its parts.')}>
      {(parts) => {
        if (path === null) {
          return (
            <>
              <Share figure={figure} share={parts.share} />
              <FigureSum name={figureName(figure).toLowerCase()} sum={parts} onOpen={onOpen} />
            </>
          );
        }
        let found: Pick<FigureParts, 'electors' | 'parts'> = parts;
        for (const name of path) {
          const within = found.parts.find(({ part }) => part === name);
          found = within ?? { electors: 0, parts: [] };
        }
        return (
          <>
            <p role="status">
              {figure === 'numbers'
                ? counted(found.electors, 'number')
                : counted(found.electors, 'person', 'people')}
            </p>
            <PeopleList figure={figure} path={path} where={opened} electors={found.electors} />
          </>
        );
      }}
    </Answered>
  );
}

const SHARES: Partial<Record<FigureName, { label: string }>> = {
  turnout: { label: '{{perCent}} = {{part}} of {{of}} promises who vote in person' },
  voted: { label: '{{perCent}} = {{part}} of {{of}} electors' },
  pastTurnout: { label: '{{perCent}} = they voted {{part}} of the {{of}} times that they could' },
  pastOfOutstanding: { label: '{{perCent}} = they voted {{part}} of the {{of}} times that they could' },
};

/** What the per cent of a figure is made of. */
function Share({ figure, share }: { figure: FigureName; share: FigureParts['share'] }) {
  const { t } = useWords();
  const sentence = SHARES[figure];
  if (!share || !sentence || share.of === 0) return null;
  const { part, of } = share;
  return (
    <p>{t(sentence.label, { perCent: perCent((part / of) * 100), part: count(part), of: count(of) })}</p>
  );
}
