import { type BrowserWindow, dialog } from 'electron';
import type { RunningWork } from '../web/running-work.ts';
import { words } from './words.ts';

/** Shorter than Electron takes to call a page that is closing unresponsive. */
const PAGE_CLOSES_WITHIN_MS = 4_000;

/** The questions before a window is closed. */
export type Closing = {
  /** Whether the window may be closed now, for another purpose; asks the same. */
  mayClose(): boolean;
  /** Asks nothing from now on: a system that shuts down does not wait for an answer. */
  askNoMore(): void;
  /** The window is about to go, or has gone. */
  isUnderWay(): boolean;
};

/**
 * Asks before a window is closed while there are `reasons` not to, in sentences, and before its page goes with
 * something that is not saved. A backup is no reason: it is written in one piece, and the last one is waited for.
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
    // A page that hangs never says that it has closed. The room is not in the page.
    clearTimeout(hung);
    hung = setTimeout(() => window.destroy(), PAGE_CLOSES_WITHIN_MS);
  });
  // Electron does not show a page's own question: the window would stay without a word.
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
    detail: words.t('If you go on, you have to type it again.'),
    buttons: [words.t('Go back'), words.t('Go on')],
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

/** Shows in the task bar or the dock how far the work is. */
export function showProgress(window: BrowserWindow, work: RunningWork): void {
  work.watch(() => {
    if (!window.isDestroyed()) window.setProgressBar(work.part() ?? -1);
  });
}
