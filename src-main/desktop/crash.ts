import { app, type BrowserWindow, dialog } from 'electron';
import { logError } from '../web/fault-log.ts';
import { words } from './words.ts';

const safe = () => words.t('Every number that was marked off is safe in the room file.');

/** When a window's page crashes or hangs, says so and reloads it. The room is not in the page. */
export function reloadAfterCrash(window: BrowserWindow): void {
  const page = window.webContents;
  let isToBeReloaded = false;
  page.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const mayReload = isToBeReloaded || (await askWhetherToReload(window));
    isToBeReloaded = false;
    if (window.isDestroyed()) return;
    if (mayReload) page.reload();
    else app.quit();
  });
  window.on('unresponsive', async () => {
    const answers = new AbortController();
    const itAnswers = () => answers.abort();
    window.once('responsive', itAnswers);
    isToBeReloaded = await askWhetherToEnd(window, answers.signal);
    window.off('responsive', itAnswers);
    // A hung page must end before it can be loaded again.
    if (isToBeReloaded && !window.isDestroyed()) page.forcefullyCrashRenderer();
  });
}

async function askWhetherToReload(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: words.t('Committee Room'),
    message: words.t('The window stopped working.'),
    detail: `${safe()} ${words.t('Reload the window and check the last entries. You may have to retype the one that you were typing.')}`,
    buttons: [words.t('Reload'), words.t('Close the program')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 0;
}

/** `signal` closes the question. */
async function askWhetherToEnd(window: BrowserWindow, signal: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: words.t('Committee Room'),
    message: words.t('The window is not responding.'),
    detail: `${safe()} ${words.t('It may recover. If it does not, reload it. You may have to retype what you were typing.')}`,
    buttons: [words.t('Wait'), words.t('Reload')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  });
  return response === 1;
}

/** When the program itself fails, says that the data is safe, closes the room and exits. */
export function endOnFault(closeRoom: () => void): void {
  process.on('uncaughtException', (error) => {
    logError('the program', error);
    try {
      closeRoom();
    } finally {
      dialog.showErrorBox(
        words.t('Committee Room has to close'),
        `${words.t('Something went wrong in the program.')} ${safe()} ${words.t('Start Committee Room again. If it happens again, tell the person who looks after the program.')}`,
      );
      app.exit(1);
    }
  });
}

/** When background work fails, the window still works: reports it once and keeps running. */
export function sayFaultOnce(): void {
  let isSaid = false;
  process.on('unhandledRejection', (error) => {
    logError('the program', error);
    if (isSaid) return;
    isSaid = true;
    dialog.showErrorBox(
      words.t('Something went wrong in the program.'),
      `${safe()} ${words.t('What you just asked for may not have been done. If it happens again, start Committee Room again.')}`,
    );
  });
}
