import { app, dialog, session } from 'electron';
import { RoomDoor } from './api/room-door.ts';
import { roomFromArguments } from './default-room.ts';
import { guardSession } from './desktop/guards.ts';
import { serveRoom } from './desktop/ipc.ts';
import { keychain } from './desktop/keychain.ts';
import { setMenu } from './desktop/menu.ts';
import { registerScheme, serveWindowFiles } from './desktop/protocol.ts';
import { openWindow, showWindow } from './desktop/window.ts';
import { Refusal } from './store/refusal.ts';

registerScheme();
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());
  start().catch((error: unknown) => {
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

async function start(): Promise<void> {
  await app.whenReady();
  const file = roomFromArguments(process.argv.slice(1), process.cwd());
  const door = RoomDoor.open(file, { create: true, program: 'the Committee Room window' }, keychain());
  guardSession(session.defaultSession);
  serveWindowFiles();
  const served = serveRoom(door);
  // Not before: until every window has closed, quitting can still be called off.
  app.once('will-quit', (event) => {
    event.preventDefault();
    void served.stop().finally(() => {
      door.close();
      app.quit();
    });
  });
  setMenu();
  await openWindow();
}
