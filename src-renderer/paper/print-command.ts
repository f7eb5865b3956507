import { useEffect } from 'react';
import { openScreen } from '../room/use-screen.ts';

/** Prints the paper that is on the screen, null while there is none. */
let printPaper: (() => void) | null = null;

/** Makes Print in the desktop window's menu print what this component shows. */
export function usePrintCommand(print: () => void): void {
  useEffect(() => {
    printPaper = print;
    return () => {
      printPaper = null;
    };
  }, [print]);
}

/** What Print in the menu does: where no paper is shown it goes to where paper is made. */
export function printShown(): void {
  if (printPaper) printPaper();
  else openScreen('sheets');
}
