import { app, dialog } from 'electron';
import { RoomsAskedFor, startDesktop } from './desktop/desktop-program.ts';
import { registerScheme } from './desktop/protocol.ts';
import { runSelfTest } from './desktop/self-test.ts';
import { Refusal } from './store/refusal.ts';

registerScheme();
if (process.argv.includes('--self-test')) {
  void runSelfTest();
} else if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => app.quit());
  startDesktop(new RoomsAskedFor()).catch((error: unknown) => {
    const sentence =
      error instanceof Refusal
        ? error.message
        : 'Something went wrong in the program. Start Committee Room again.';
    dialog.showErrorBox('Committee Room could not open', sentence);
    app.quit();
  });
} else {
  app.quit();
}
