import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IssuedSheet, SheetState } from '../../src-main/sheets/issued.ts';
import { paperOf, usePaperLook } from '../paper/paper-choice.ts';
import { showPaper } from '../paper/shown-paper.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { counted } from '../shared/format.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage, words } from '../shared/words.ts';
import { STATE_LABELS } from './issued-columns.tsx';
import classes from './out-and-back.module.css';

type Move = {
  move: 'sheet printed' | 'sheet out' | 'sheet back' | 'sheet lost' | 'sheet withdrawn';
  label: string;
  /** What the sheet then is. */
  to: Exclude<SheetState, 'replaced'>;
  /** The states it can follow: a sheet can go to somebody else, a lost one can be found. */
  from: readonly SheetState[];
};

const OUT: Move = {
  move: 'sheet out',
  label: 'Out',
  to: 'out',
  from: ['made', 'printed', 'out', 'back', 'lost'],
};

const OTHER_MOVES: readonly Move[] = [
  { move: 'sheet back', label: 'Back', to: 'back', from: ['out', 'lost', 'replaced'] },
  { move: 'sheet lost', label: 'Lost', to: 'lost', from: ['out', 'replaced'] },
  { move: 'sheet printed', label: 'Printed', to: 'printed', from: ['made'] },
  {
    move: 'sheet withdrawn',
    label: 'Not printed: take back',
    to: 'withdrawn',
    from: ['made', 'printed'],
  },
];

/** More than these are only counted. */
export const NAMED = 8;

type SheetActionsProps = {
  sheets: IssuedSheet[];
  /** Of the list that is shown. */
  states: readonly SheetState[];
  onMoved: () => void;
};

/** What can be done with the selected sheets. */
export function SheetActions({ sheets, states, onMoved }: SheetActionsProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const [runner, setRunner] = useState('');
  const [look] = usePaperLook();
  const codes = sheets.map(({ code }) => code);
  const [only] = codes.length === 1 ? codes : [];
  const move = useMutation({
    mutationFn: ({ move: made, codes: moved, runner: taker }: { codes: string[]; runner: string } & Move) =>
      client.sheets.move.mutate({
        codes: moved,
        move: made,
        by,
        ...(made === 'sheet out' ? { runner: taker } : {}),
      }),
    onSuccess: () => {
      setRunner('');
      onMoved();
    },
  });
  const canBe = ({ from }: Move) =>
    sheets.length > 0 && !move.isPending && sheets.every(({ state }) => from.includes(state));
  const moveTo = (made: Move) => {
    if (canBe(made)) move.mutate({ ...made, codes, runner: runner.trim() });
  };
  const paper = useMutation({
    mutationFn: async ({ kind, code }: { kind: 'same' | 'fresh' | 'changes'; code: string }) => {
      const how = { ...paperOf(look), cover: false };
      if (kind === 'same')
        showPaper(
          t('Sheet {{code}} again', { code }),
          `sheet ${code}.pdf`,
          await client.sheets.same.query({ code, paper: how }),
        );
      else if (kind === 'changes')
        showPaper(
          t('Changes to sheet {{code}}', { code }),
          `changes to ${code}.pdf`,
          await client.sheets.changesPaper.query({ code, paper: how }),
        );
      else {
        const fresh = await client.sheets.fresh.mutate({ code, paper: how, by });
        const title = t('Sheet {{fresh}}, which replaces {{code}}', { fresh: fresh.code, code });
        showPaper(title, `sheet ${fresh.code}.pdf`, fresh.base64);
      }
    },
  });
  const failed = move.error ?? paper.error;
  return (
    <section className={classes.actions} aria-label={t('With the sheets ticked')}>
      <p role="status">
        {codes.length > 0
          ? `${counted(codes.length, 'sheet')}: ${namedIn(codes)}`
          : move.isSuccess
            ? t('Noted: {{sheets}}.', { sheets: noted(move.variables) })
            : t('Tick sheets to record what happened to them.')}
      </p>
      <form
        className={classes.row}
        onSubmit={(event) => {
          event.preventDefault();
          moveTo(OUT);
        }}
      >
        <TextInput
          size="sm"
          label={t('Who takes them')}
          value={runner}
          maxLength={80}
          onChange={(event) => setRunner(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" disabled={!canBe(OUT)}>
          {t(OUT.label)}
        </Button>
        {OTHER_MOVES.filter(({ from }) => from.some((state) => states.includes(state))).map((each) => (
          <Button
            key={each.move}
            size="sm"
            variant="default"
            disabled={!canBe(each)}
            onClick={() => moveTo(each)}
          >
            {t(each.label)}
          </Button>
        ))}
      </form>
      {only && (
        <div className={classes.row}>
          <Button
            size="sm"
            variant="default"
            disabled={paper.isPending}
            onClick={() => paper.mutate({ kind: 'changes', code: only })}
          >
            {t('Changes slip')}
          </Button>
          <Button
            size="sm"
            variant="default"
            disabled={paper.isPending}
            onClick={() => paper.mutate({ kind: 'fresh', code: only })}
          >
            {t('New sheet of those still outstanding')}
          </Button>
          <Button
            size="sm"
            variant="default"
            disabled={paper.isPending}
            onClick={() => paper.mutate({ kind: 'same', code: only })}
          >
            {t('The same sheet again')}
          </Button>
        </div>
      )}
      {only && <Changes code={only} />}
      <Failed what={t('That was not done.')} error={failed} />
    </section>
  );
}

/** Who to strike out of a sheet that is out, to read over the phone. */
function Changes({ code }: { code: string }) {
  const { t } = useWords();
  const language = shownLanguage();
  const changes = useQuery({
    queryKey: [ROOM, 'changes', code, language],
    queryFn: ({ signal }) => client.sheets.changes.query({ code, language }, { signal }),
  });
  if (!changes.data || changes.data.length === 0) return null;
  return (
    <details className={classes.changes}>
      <summary>
        {t('{{number}} to strike out of sheet {{code}}', {
          number: counted(changes.data.length, 'elector'),
          code,
        })}
      </summary>
      <ul>
        {changes.data.map(({ electorId, number, name, door, reason }) => (
          <li key={electorId}>
            <strong>{door}</strong>, {number} {name}: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** `1-01, 1-02: Out, Idris` */
function noted({ codes, runner, move, to }: { codes: string[]; runner: string } & Move): string {
  const who = move === 'sheet out' ? runner : '';
  return `${namedIn(codes)}: ${[words.t(STATE_LABELS[to]), who].filter(Boolean).join(', ')}`;
}

function namedIn(codes: readonly string[]): string {
  return `${codes.slice(0, NAMED).join(', ')}${codes.length > NAMED ? '…' : ''}`;
}
