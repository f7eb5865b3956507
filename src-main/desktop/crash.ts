import { app, type BrowserWindow, dialog } from 'electron';
import { logError } from '../web/fault-log.ts';
import { words } from './words.ts';

const safe = () => words.t('Every number that was marked off is safe in the room file.');

/** When the page of a window dies or hangs, says so and loads it again; the room is not in the page. */
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
    // A page that hangs cannot be loaded again before it has ended.
    if (isToBeReloaded && !window.isDestroyed()) page.forcefullyCrashRenderer();
  });
}

async function askWhetherToReload(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: words.t('Committee Room'),
    message: words.t('The window stopped working.'),
    detail: `${safe()} ${words.t('Reload the window and look at the last entries: one that you were just typing may have to be typed again.')}`,
    buttons: [words.t('Reload'), words.t('Close the program')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 0;
}

/** `signal` takes the question away. */
async function askWhetherToEnd(window: BrowserWindow, signal: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: words.t('Committee Room'),
    message: words.t('The window does not answer.'),
    detail: `${safe()} ${words.t('It may come back by itself. If it does not, reload it: what you were just typing may have to be typed again.')}`,
    buttons: [words.t('Wait'), words.t('Reload')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  });
  return response === 1;
}

/** When the program itself fails, says that the data is safe, lets go of the room and ends. */
export function endOnFault(closeRoom: () => void): void {
  process.on('uncaughtException', (error) => {
    logError('the program', error);
    try {
      closeRoom();
    } finally {
      dialog.showErrorBox(
        words.t('Committee Room has to close'),
        `${words.t('Something went wrong in the program.')} ${safe()} ${words.t('Start Committee Room again; if it happens again, tell whoever looks after the program.')}`,
      );
      app.exit(1);
    }
  });
}

/** When something done in the background fails: the window works on, so it is said once and the program stays. */
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
