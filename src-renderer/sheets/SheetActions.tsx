import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { IssuedSheet, SheetState } from '../../src-main/sheets/issued.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { counted } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { words } from '../shared/words.ts';
import { STATE_LABELS } from './issued-columns.tsx';
import { namedIn } from './named-sheets.ts';
import classes from './out-and-back.module.css';
import { noteAct, ownActs } from './own-acts.ts';
import { SheetAgain } from './SheetAgain.tsx';
import { canMove, OUT, otherMovesFrom, type SheetMove } from './sheet-moves.ts';
import { TakeBackActs } from './TakeBackActs.tsx';

type SheetActionsProps = {
  sheets: IssuedSheet[];
  /** Of the list that is shown. */
  states: readonly SheetState[];
  onMoved: () => void;
};

/** What can be done with the selected sheets. */
export function SheetActions({ sheets, states, onMoved }: SheetActionsProps) {
  const { t } = useWords();
  const form = useForm({ initialValues: { runner: '' } });
  const { remark } = useStore(ownActs);
  const codes = sheets.map(({ code }) => code);
  const [only] = codes.length === 1 ? codes : [];
  const move = useMove(() => {
    form.reset();
    onMoved();
  });
  const can = (made: SheetMove) => !move.isPending && canMove(sheets, made);
  const moveTo = (made: SheetMove) => {
    if (!can(made)) return;
    const moved = { made, codes, runner: form.values.runner.trim() };
    noteAct(move.mutateAsync(moved), { what: noted(moved) });
  };
  return (
    <section
      className={`${part.card} ${part.line} ${classes.actions}`}
      aria-label={t('With the sheets ticked')}
    >
      <form className={part.row} onSubmit={form.onSubmit(() => moveTo(OUT))}>
        <TextInput
          size="sm"
          classNames={{ root: part.beside ?? '', label: part.besideLabel ?? '' }}
          label={t('Who takes them')}
          maxLength={80}
          {...form.getInputProps('runner')}
        />
        <Button type="submit" size="sm" disabled={!can(OUT)}>
          {t(OUT.label)}
        </Button>
        {otherMovesFrom(states).map((each) => (
          <Button
            key={each.move}
            size="sm"
            variant="default"
            disabled={!can(each)}
            onClick={() => moveTo(each)}
          >
            {t(each.label)}
          </Button>
        ))}
      </form>
      <p role="status">
        {codes.length > 0
          ? `${counted(codes.length, 'sheet')}: ${namedIn(codes)}`
          : move.isSuccess && remark === null
            ? t('Noted: {{sheets}}.', { sheets: noted(move.variables) })
            : t('Tick sheets to record what happened to them.')}
      </p>
      <TakeBackActs />
      {only && <SheetAgain code={only} />}
      <Failed what={t('That was not done.')} error={move.error} />
    </section>
  );
}

type Moved = { made: SheetMove; codes: string[]; runner: string };

function useMove(onMoved: () => void) {
  const by = useEnteredBy();
  return useMutation({
    mutationFn: ({ made: { move }, codes, runner }: Moved) =>
      client.sheets.move.mutate({ codes, move, by, ...(move === 'sheet out' ? { runner } : {}) }),
    onSuccess: onMoved,
  });
}

/** `1-01, 1-02: Out, Idris` */
function noted({ made: { move, to }, codes, runner }: Moved): string {
  const who = move === 'sheet out' ? runner : '';
  return `${namedIn(codes)}: ${[words.t(STATE_LABELS[to]), who].filter(Boolean).join(', ')}`;
}
