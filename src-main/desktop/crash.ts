import { app, type BrowserWindow, dialog } from 'electron';
import { logError } from '../web/fault-log.ts';

/** When the page of a window dies, says so and loads it again; the room is not in the page. */
export function reloadAfterCrash(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      title: 'Committee Room',
      message: 'The window stopped working.',
      detail:
        'Every number that was marked off is safe in the room file. Reload the window and look at the last entries: one that you were just typing may have to be typed again.',
      buttons: ['Reload', 'Close the program'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (window.isDestroyed()) return;
    if (response === 0) window.webContents.reload();
    else app.quit();
  });
}

/** When the program itself fails, says that the data is safe, lets go of the room and ends. */
export function endOnFault(closeRoom: () => void): void {
  process.on('uncaughtException', (error) => {
    logError('the program', error);
    try {
      closeRoom();
    } finally {
      dialog.showErrorBox(
        'Committee Room has to close',
        'Something went wrong in the program. Every number that was marked off is safe in the room file. Start Committee Room again; if it happens again, tell whoever looks after the program.',
      );
      app.exit(1);
    }
  });
}
