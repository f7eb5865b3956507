import { join } from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import { asLanguage } from '../../src-shared/languages.ts';
import { RoomDoor } from '../api/room-door.ts';
import { votingRules } from '../register/elector/voting-rules.ts';
import { Refusal } from '../store/refusal.ts';
import { ensureNoOtherFile, roomFromArguments, roomNamed } from '../web/default-room.ts';
import { RunningWork } from '../web/running-work.ts';
import { unprintedSheets } from '../web/unprinted.ts';
import { keepAwake } from './awake.ts';
import { CHANNEL, type MenuCommand, type ToWindow } from './bridge.ts';
import { askBeforeClosing, showProgress } from './closing.ts';
import { endOnFault, reloadAfterCrash, sayFaultOnce } from './crash.ts';
import { endInOrder, endOnSignals } from './exit.ts';
import { serveRoom } from './ipc.ts';
import { keychain } from './keychain.ts';
import { setMenu } from './menu.ts';
import { type OtherRoom, otherRoom } from './other-room.ts';
import { serveWindowFiles } from './protocol.ts';
import { forgetRooms, recentRooms, rememberRoom } from './recent-rooms.ts';
import { papersFolder, removeOpenedPapers } from './system-viewer.ts';
import { describeProgram } from './versions.ts';
import { guardSession } from './windows/guards.ts';
import { makeWindow, showStartPage, showWindow } from './windows/window.ts';
import { words } from './words.ts';

/**
 * Opens the room and its window. `asked` waits for a room that the system asks for (a double click on a file), before
 * or after that.
 * @throws Refusal if the room cannot be opened.
 */
export async function startDesktop(asked: RoomsAskedFor): Promise<void> {
  await app.whenReady();
  // Until the window reports its own: `cy-GB`.
  await words.use(asLanguage(app.getPreferredSystemLanguages()[0]?.split('-')[0]));
  const args = process.argv.slice(1);
  const opened = asked.atStart();
  // In a checkout, the program's folder is among them.
  if (opened === null && app.isPackaged) ensureNoOtherFile(args);
  const file = opened ?? roomFromArguments(args, process.cwd());
  const passphrases = keychain();
  const how = { create: true, program: 'the Committee Room window', papersFolder: papersFolder() };
  const door = RoomDoor.open(file, how, passphrases);
  endOnFault(() => door.close());
  sayFaultOnce();
  removeOpenedPapers();
  const sleepAgain = keepAwake(() => (door.openRoom ? votingRules(door.openRoom).pollingDay : ''));
  const work = new RunningWork();
  guardSession(session.defaultSession);
  serveWindowFiles();
  const served = serveRoom(door, work);
  const ending = endInOrder(async () => {
    sleepAgain();
    try {
      await served.stop();
    } finally {
      door.close();
      removeOpenedPapers();
    }
  });
  describeProgram();

  const window = makeWindow();
  showProgress(window, work);
  reloadAfterCrash(window);
  const openedAt = Date.now();
  const closing = askBeforeClosing(window, () => [
    ...[...work.sentences(), ...unprintedSheets(door.openRoom, openedAt)].map(words.say),
  ]);
  endOnSignals(() => closing.askNoMore());
  const { mayClose } = closing;
  const other = otherRoom({ file, window, keychain: passphrases, mayClose, thenOpen: ending.thenOpen });
  putMenuUp(window, file, other);
  asked.from((next) => {
    // A second start waits for the last backup, and then gets its window.
    if (closing.isUnderWay()) return ending.thenOpen(next ?? ending.next ?? file);
    showWindow(window);
    // Only after the second start has its answer: it kills a program that does not answer within 20 seconds, even
    // with a question open.
    if (next === null) return;
    setImmediate(() => (closing.isUnderWay() ? ending.thenOpen(next) : other.open(next)));
  });
  await showStartPage(window, closing.isUnderWay);
}

function putMenuUp(window: BrowserWindow, file: string, other: OtherRoom): void {
  const list = join(app.getPath('userData'), 'recent-rooms.json');
  rememberRoom(list, file);
  app.addRecentDocument(file);
  const show = () =>
    setMenu(
      {
        platform: process.platform,
        isPackaged: app.isPackaged,
        recent: recentRooms(list).filter((recent) => recent !== file),
      },
      {
        openRoom: () => void other.choose(),
        openRecent: (recent) => other.open(recent),
        newRoom: () => void other.create(),
        forgetRecent: () => {
          forgetRooms(list);
          app.clearRecentDocuments();
          show();
        },
        print: () => print(window),
        showKeys: () => tell(window, 'show-keys'),
        showAbout: () => app.showAboutPanel(),
      },
    );
  show();
  words.watch(show);
}

function tell(window: BrowserWindow, command: MenuCommand): void {
  window.webContents.send(CHANNEL, { command } satisfies ToWindow);
}

/** A window of sheets prints what it shows; the program's own window knows which paper it shows. */
function print(window: BrowserWindow): void {
  const shown = BrowserWindow.getFocusedWindow() ?? window;
  if (shown === window) tell(window, 'print');
  else shown.webContents.print();
}

function sayIfNoRoom(args: readonly string[]): void {
  try {
    ensureNoOtherFile(args);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    dialog.showErrorBox(words.t('That room was not opened'), words.say(error.said));
  }
}

/**
 * Rooms that the system asks for: on macOS by an event that may come before anything else, elsewhere by a second
 * start.
 */
export class RoomsAskedFor {
  #waiting: string | null = null;
  #open: ((file: string | null) => void) | null = null;

  constructor() {
    app.on('open-file', (event, file) => {
      event.preventDefault();
      this.#ask(file);
    });
    app.on('second-instance', (_event, [, ...args], folder) => {
      this.#ask(roomNamed(args, folder));
      if (app.isPackaged) sayIfNoRoom(args);
    });
  }

  /** The room that was asked for before there was a window. */
  atStart(): string | null {
    const file = this.#waiting;
    this.#waiting = null;
    return file;
  }

  /** `open` gets every room asked for from now on; null asks for the window alone. */
  from(open: (file: string | null) => void): void {
    this.#open = open;
    if (this.#waiting !== null) open(this.atStart());
  }

  #ask(file: string | null): void {
    if (this.#open) this.#open(file);
    else this.#waiting = file ?? this.#waiting;
  }
}
