import { Button } from '@mantine/core';
import { type RefObject, useEffect, useId, useRef } from 'react';
import { printShown } from '../paper/print-command.ts';
import { useWords } from '../shared/use-words.ts';
import { HelpPages } from './HelpPages.tsx';
import classes from './help-sheet.module.css';
import { PROGRAM } from './program.ts';
import { SCREENS } from './screens.ts';

const KEYS: { keys: string; does: string }[] = [
  {
    keys: `Alt 1, Alt ${SCREENS.length}`,
    does: 'open the screens, from the first to the last',
  },
  { keys: 'Enter', does: 'on Tally: marks off the number in the field' },
  { keys: 'Escape', does: 'on Tally: empties the field' },
  { keys: 'Ctrl Z', does: 'on Tally, in the empty field: takes back what this window entered last' },
  { keys: 'Ctrl Z', does: 'on Sheets, out and back: takes back what this window recorded last' },
  { keys: 'Ctrl Shift Z', does: 'on Tally and Sheets: enters again what was taken back' },
  { keys: 'F2', does: 'on Tally: begins a slip, and finishes it' },
  {
    keys: 'V, W, O, R, M, L',
    does: 'on a returned sheet: voted, will vote, out, refused, moved, lift',
  },
  { keys: 'Space, Backspace', does: 'on a returned sheet: nothing on the paper; take the answer back' },
  { keys: 'Tab, Shift Tab', does: 'goes to the next button or field, or back' },
  { keys: 'Space, Enter', does: 'presses the button that has the frame' },
  {
    keys: 'Arrow keys',
    does: 'choose in a list, among the ways to look at the board, and among the figures of its rows',
  },
  { keys: 'Alt L', does: 'locks the room in every window until its passphrase is typed' },
  { keys: '?', does: 'shows this sheet, wherever you are not typing' },
];

/** Every key, the guides, and the program's version, on a sheet that `?` opens. */
export function HelpSheet() {
  const { t } = useWords();
  const sheet = useRef<HTMLDialogElement>(null);
  const headingId = useId();
  useOpening(sheet);
  return (
    <>
      <Button size="xs" variant="default" aria-keyshortcuts="?" onClick={() => sheet.current?.showModal()}>
        {t('Keys')}
      </Button>
      <dialog ref={sheet} className={classes.sheet} aria-labelledby={headingId}>
        <h2 id={headingId} className={classes.heading}>
          {t('Keys')}
        </h2>
        <dl className={classes.keys}>
          {KEYS.map(({ keys, does }) => (
            <div key={keys} className={classes.key}>
              <dt>
                {keys.split(', ').map((key) => (
                  <kbd key={key}>{t(key)}</kbd>
                ))}
              </dt>
              <dd>{t(does)}</dd>
            </div>
          ))}
        </dl>
        <HelpPages onOpened={() => sheet.current?.close()} />
        <p className={classes.program}>{t('Committee Room {{version}}, build {{build}}', PROGRAM)}</p>
        <Button size="sm" onClick={() => sheet.current?.close()}>
          {t('Close')}
        </Button>
      </dialog>
    </>
  );
}

/** Opens the sheet by `?`, and by the menu of the desktop window, which also prints. */
function useOpening(sheet: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      sheet.current?.showModal();
    };
    window.addEventListener('keydown', onKey);
    // Print and Help in the desktop window's menu. An open sheet stays.
    const stop = window.committeeRoom?.onCommand((command) => {
      if (command === 'print') printShown();
      else if (!sheet.current?.open) sheet.current?.showModal();
    });
    return () => {
      window.removeEventListener('keydown', onKey);
      stop?.();
    };
  }, [sheet]);
}

/** While typing, a question mark is text; in the field for numbers it means an illegible digit. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
