import { Button } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import type { ReturnedLine } from '../../../src-main/sheets/returned.ts';
import { Foot } from '../../shared/Foot.tsx';
import { counted } from '../../shared/format.ts';
import { Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { TakeBackActs } from '../TakeBackActs.tsx';
import { ANSWERS } from './answers.ts';
import { EntryKeys } from './EntryKeys.tsx';
import { IsItDone } from './IsItDone.tsx';
import { NotSaved } from './NotSaved.tsx';
import { OneLine } from './OneLine.tsx';
import classes from './returned.module.css';
import { type SheetEntry, useSheetEntry } from './use-sheet-entry.ts';

type SheetLinesProps = {
  code: string;
  title: string;
  lines: ReturnedLine[];
  onLeave: () => void;
  onDone: (code: string) => void;
};

/** A returned sheet, entered with the keyboard alone. */
export function SheetLines({ code, title, lines, onLeave, onDone }: SheetLinesProps) {
  const { t } = useWords();
  const entry = useSheetEntry(code, lines, onDone);
  const { list, focusCurrent } = useFocusedLine(entry.at);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys work on every line of the list
    <div className={classes.lines} onKeyDown={(event) => onKey(event, entry)}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t('Sheet {{code}}: {{title}}', { code, title })}</h2>
        <p role="status">
          {t('{{answered}} of {{lines}} entered', {
            answered: entry.answered,
            lines: counted(lines.length, 'line'),
          })}
        </p>
      </div>
      <EntryKeys />
      <ol ref={list} className={classes.list} aria-label={t('Lines of sheet {{code}}', { code })}>
        {lines.map((line, place) => (
          <OneLine
            key={line.electorId}
            line={line}
            answer={entry.answerOf(line)}
            isCurrent={place === entry.at}
            onFocus={() => entry.setAt(place)}
            onAnswer={(answer) => entry.answer(place, answer)}
          />
        ))}
      </ol>
      <Foot>
        <TakeBackActs
          onTurned={({ electorId }) => {
            const place = lines.findIndex((line) => line.electorId === electorId);
            if (place >= 0) entry.setAt(place);
          }}
        />
        <NotSaved {...entry} />
        <Failed what={t('That was not saved.')} error={entry.finish.error} />
        <IsItDone
          {...entry}
          onGoOn={() => {
            entry.goOn();
            focusCurrent();
          }}
        />
        <div className={classes.row}>
          <Button disabled={entry.finish.isPending || entry.unsaved > 0} onClick={entry.close}>
            {t('The sheet is back and done')}
          </Button>
          <Button variant="default" onClick={onLeave}>
            {t('Leave it for later')}
          </Button>
        </div>
      </Foot>
    </div>
  );
}

/** Keeps the focus on the current line, where the keys work. */
function useFocusedLine(at: number): { list: RefObject<HTMLOListElement | null>; focusCurrent: () => void } {
  const list = useRef<HTMLOListElement>(null);
  const focusCurrent = useCallback(() => {
    const line = list.current?.querySelectorAll<HTMLElement>('[data-line]')[at];
    line?.focus();
    line?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  useEffect(focusCurrent, [focusCurrent]);
  return { list, focusCurrent };
}

/** The keys of a line. On a button, keys do what they do on any button. */
function onKey(event: KeyboardEvent, entry: SheetEntry): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLLIElement)) return;
  const known = ANSWERS.find(({ key }) => key === event.key.toLowerCase());
  const action = known
    ? () => entry.answer(entry.at, known.answer)
    : { ' ': entry.pass, Backspace: entry.undoLast, Delete: entry.undoLast, Enter: entry.close }[event.key];
  if (event.key === 'ArrowDown') entry.down();
  else if (event.key === 'ArrowUp') entry.up();
  // A key that is held down answers one line, not one line after another.
  else if (action && !event.repeat) action();
  else if (!action) return;
  event.preventDefault();
}
