import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IssuedSheet, SheetState } from '../../src-main/sheets/issued.ts';
import { partInWords, warningInWords } from '../../src-shared/sheet-words.ts';
import { paperOf, usePaperLook } from '../paper/paper-choice.ts';
import { showPaper } from '../paper/shown-paper.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { count, counted, time } from '../shared/format.ts';
import { labelled } from '../shared/labelled.ts';
import { Notice } from '../shared/Notice.tsx';
import { type Column, SortableTable } from '../shared/SortableTable.tsx';
import type { Sort } from '../shared/sorting.ts';
import { Answered, Empty, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { lookUp, shownLanguage, words } from '../shared/words.ts';
import classes from './out-and-back.module.css';
import { useIssued } from './use-issued.ts';

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
const NAMED = 8;

const ALL_STATES = Object.values(STATES).flat();

const WORDS: Record<Exclude<SheetState, 'replaced'>, string> = {
  made: 'Made, not yet printed',
  printed: 'Printed',
  out: 'Out',
  back: 'Back',
  lost: 'Lost',
  withdrawn: 'Taken back',
};

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
      </Empty>
    );
  }
  const isOut = sheets.some(({ state }) => state === 'out');
  const showing = show ?? (isOut ? 'out' : 'there');
  const shown = sheets.filter(({ state }) => showing === 'all' || STATES[showing].includes(state));
  const picked = shown.filter(({ code }) => chosen.has(code));
  const warned = sheets.flatMap((sheet) => {
    const warning = warningInWords(lookUp, sheet);
    return warning === '' ? [] : [{ ...sheet, warning }];
  });
  return (
    <div className={classes.out}>
      {warned.length > 0 && (
        <Notice
          tone="notice"
          role="status"
          title={counted(warned.length, 'sheet needs attention', 'sheets need attention')}
        >
          <ul>
            {warned.slice(0, NAMED).map(({ code, title, runner, warning }) => (
              <li key={code}>
                <strong>{code}</strong> {title}
                {runner && `, ${runner}`}: {warning}
              </li>
            ))}
            {warned.length > NAMED && <li>{t('and {{number}} more', { number: warned.length - NAMED })}</li>}
          </ul>
        </Notice>
      )}
      <SegmentedControl
        aria-label={t('Sheets to show')}
        data={labelled(SHOW)}
        value={showing}
        onChange={(value) => {
          setShow(value);
          setChosen(new Set());
        }}
      />
      <Actions
        sheets={picked}
        states={showing === 'all' ? ALL_STATES : STATES[showing]}
        onMoved={() => setChosen(new Set())}
      />
      <SortableTable
        caption={t('Sheets')}
        columns={columns(chosen, (code, on) => {
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

type ActionsProps = {
  sheets: IssuedSheet[];
  /** Of the list that is shown. */
  states: readonly SheetState[];
  onMoved: () => void;
};

/** What can be done with the selected sheets. */
function Actions({ sheets, states, onMoved }: ActionsProps) {
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

function columns(
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

/** `1-01, 1-02: Out, Idris` */
function noted({ codes, runner, move, to }: { codes: string[]; runner: string } & Move): string {
  const who = move === 'sheet out' ? runner : '';
  return `${namedIn(codes)}: ${[words.t(WORDS[to]), who].filter(Boolean).join(', ')}`;
}

function namedIn(codes: readonly string[]): string {
  return `${codes.slice(0, NAMED).join(', ')}${codes.length > NAMED ? '…' : ''}`;
}

function stateInWords({ state, replacedBy }: IssuedSheet): string {
  return state === 'replaced' ? words.t('Replaced by {{code}}', { code: replacedBy }) : words.t(WORDS[state]);
}
