import { app, dialog } from 'electron';
import { english, say } from '../src-shared/message.ts';
import { RoomsAskedFor, startDesktop } from './desktop/desktop-program.ts';
import { sendStartMessage } from './desktop/launch/start-message.ts';
import { commandAmong, runCommand, runWithoutDisplay } from './desktop/packaged-command.ts';
import { registerScheme } from './desktop/protocol.ts';
import { runSelfTest } from './desktop/self-test.ts';
import { words } from './desktop/words.ts';
import { Refusal } from './store/refusal.ts';
import { logError } from './web/fault-log.ts';

registerScheme();
// In a checkout, the first argument is the folder of the program.
const command = commandAmong(process.argv.slice(app.isPackaged ? 1 : 2));
if (process.argv.includes('--self-test')) {
  void runSelfTest();
} else if (command) {
  const code = runWithoutDisplay(process.argv.slice(1));
  if (code === null) void runCommand(command);
  else process.exit(code);
} else if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => app.quit());
  startDesktop(new RoomsAskedFor()).catch((error: unknown) => {
    const refused = error instanceof Refusal;
    if (!refused) logError('the start of the program', error);
    const said = refused
      ? error.said
      : say('Something went wrong in the program. Start Committee Room again.');
    // The terminal is in English, like every command.
    sendStartMessage({ refused: english(said) });
    dialog.showErrorBox(words.t('Committee Room could not open'), words.say(said));
    app.quit();
  });
} else {
  sendStartMessage('open already');
  app.quit();
}
