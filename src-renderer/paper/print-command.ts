import { useEffect } from 'react';
import { openScreen } from '../room/use-screen.ts';

/** Prints the paper on the screen; null if there is none. */
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

/** What Print in the menu does: prints the paper shown, or opens the screen where paper is made. */
export function printShown(): void {
  if (printPaper) printPaper();
  else openScreen('sheets');
}
