import { type BrowserWindow, dialog } from 'electron';
import type { RunningWork } from '../web/running-work.ts';
import { words } from './words.ts';

/** Less time than Electron needs to call a closing page unresponsive. */
const PAGE_CLOSES_WITHIN_MS = 4_000;

/** The questions before a window is closed. */
export type Closing = {
  /** Whether the window may be closed now for another purpose. Asks the same questions. */
  mayClose(): boolean;
  /** Asks nothing from now on: a system that shuts down does not wait for an answer. */
  askNoMore(): void;
  /** The window is closing, or has closed. */
  isUnderWay(): boolean;
};

/**
 * Asks before a window is closed while there are `reasons` not to, in sentences, and before its page is left with
 * unsaved work. A backup is not a reason: it is written in one piece, and the program waits for the last one.
 */
export function askBeforeClosing(window: BrowserWindow, reasons: () => string[]): Closing {
  let asks = true;
  let isAgreed = false;
  let isUnderWay = false;
  let hung: NodeJS.Timeout | undefined;
  const mayClose = () => {
    if (!asks || isAgreed) return true;
    const sentences = reasons();
    if (sentences.length === 0) return true;
    isAgreed = ask(window, {
      message: words.t('Close Committee Room now?'),
      detail: sentences.join('\n'),
      buttons: [words.t('Keep it open'), words.t('Close')],
    });
    return isAgreed || !asks;
  };
  window.on('close', (event) => {
    if (!mayClose()) return event.preventDefault();
    isUnderWay = true;
    // A hung page never reports that it has closed. The room is not in the page.
    clearTimeout(hung);
    hung = setTimeout(() => window.destroy(), PAGE_CLOSES_WITHIN_MS);
  });
  // Electron does not show a page's own question: without this, the window would stay open and say nothing.
  window.webContents.on('will-prevent-unload', (event) => {
    clearTimeout(hung);
    if (asks && !mayLeavePage(window)) {
      isAgreed = false;
      isUnderWay = false;
    } else event.preventDefault();
  });
  window.on('closed', () => clearTimeout(hung));
  return {
    mayClose,
    askNoMore: () => {
      asks = false;
    },
    isUnderWay: () => isUnderWay || window.isDestroyed(),
  };
}

function mayLeavePage(window: BrowserWindow): boolean {
  return ask(window, {
    message: words.t('Something you typed is not saved.'),
    detail: words.t('If you continue, you will have to type it again.'),
    buttons: [words.t('Go back'), words.t('Continue')],
  });
}

type Question = { message: string; detail: string; buttons: [no: string, yes: string] };

function ask(window: BrowserWindow, question: Question): boolean {
  const answer = dialog.showMessageBoxSync(window, {
    type: 'question',
    title: words.t('Committee Room'),
    ...question,
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return answer === 1;
}

/** Shows the progress of work in the task bar or the dock. */
export function showProgress(window: BrowserWindow, work: RunningWork): void {
  work.watch(() => {
    if (!window.isDestroyed()) window.setProgressBar(work.part() ?? -1);
  });
}
