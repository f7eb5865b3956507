import { type BrowserWindow, dialog } from 'electron';
import type { RunningWork } from '../web/running-work.ts';
import { words } from './words.ts';

/**
 * Asks before a window is closed while there are `reasons` not to, in sentences. A backup is none: it is written in one
 * piece, and the last one is waited for. @returns whether it may be closed now, for whoever wants to close it for
 * another purpose; asks the same.
 */
export function askBeforeClosing(window: BrowserWindow, reasons: () => string[]): () => boolean {
  let agreed = false;
  const mayClose = () => {
    const sentences = reasons();
    if (sentences.length === 0 || agreed) return true;
    const answer = dialog.showMessageBoxSync(window, {
      type: 'question',
      title: words.t('Committee Room'),
      message: words.t('Close Committee Room now?'),
      detail: sentences.join('\n'),
      buttons: [words.t('Keep it open'), words.t('Close')],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    agreed = answer === 1;
    return agreed;
  };
  window.on('close', (event) => {
    if (!mayClose()) event.preventDefault();
  });
  return mayClose;
}

/** Shows in the task bar or the dock how far the work is. */
export function showProgress(window: BrowserWindow, work: RunningWork): void {
  work.watch(() => {
    if (!window.isDestroyed()) window.setProgressBar(work.part() ?? -1);
  });
}
