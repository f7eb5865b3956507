import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { z } from 'zod';
import { contextOf } from '../api/context.ts';
import { RoomDoor } from '../api/room-door.ts';
import { router } from '../api/router.ts';
import { checkRoom } from '../journal/check.ts';
import { openRoom } from '../store/open-room.ts';
import type { Room } from '../store/room.ts';
import { RunningWork } from '../web/running-work.ts';
import { serveRoom } from './ipc.ts';
import { serveWindowFiles } from './protocol.ts';
import { type Versions, versions } from './versions.ts';
import { guardSession, guardWindow } from './windows/guards.ts';
import { START_PAGE } from './windows/own-pages.ts';
import { pagePreferences } from './windows/window.ts';

const ELECTORS = 300;
const NUMBER = 'KA-1';
const BY = 'the self-test';
/** Much longer than it takes. A hung window must not hang the test. */
const GIVE_UP_AFTER_MS = 60_000;

/** The JSON that `--self-test` prints. A part is null if it was not reached. */
type SelfTest = {
  ok: boolean;
  versions: Versions | null;
  /** A temporary room: electors imported, whether a number was marked off, whether the file and journal agree. */
  room: { imported: number; marked: boolean; sound: boolean } | null;
  /** Electors as the window's page sees them, through the preload. */
  window: { electors: number } | null;
  sheets: { bytes: number; isPdf: boolean } | null;
  /** What went wrong, for whoever built the program. */
  fault: string | null;
};

/** Plays the main job in the packaged program without a person, prints the results, and exits with 0 or 1. */
export async function runSelfTest(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-self-test-'));
  // Not the user's own profile: a program that is open must not notice.
  app.setPath('userData', join(folder, 'user'));
  // Otherwise Electron would exit with the hidden window, before the rest is done.
  app.on('window-all-closed', () => {});
  const result: SelfTest = { ok: false, versions: null, room: null, window: null, sheets: null, fault: null };
  const end = () => {
    writeSync(1, `${JSON.stringify(result, null, 2)}\n`);
    app.exit(result.ok ? 0 : 1);
  };
  const timer = setTimeout(() => {
    result.fault = 'It took too long.';
    end();
  }, GIVE_UP_AFTER_MS);
  try {
    await app.whenReady();
    result.versions = versions();
    const room = openRoom(join(folder, 'self-test.room'), { create: true, program: BY });
    try {
      await doTheJob(room, result);
    } finally {
      room.close();
    }
    result.ok = passed(result);
  } catch (error) {
    result.fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  clearTimeout(timer);
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Chromium may keep its files until the program has exited; the system clears such folders.
  }
  end();
}

async function doTheJob(room: Room, result: SelfTest): Promise<void> {
  const caller = router.createCaller(contextOf(RoomDoor.of(room)));
  const { fileId } = await caller.register.stageSample({ electors: ELECTORS });
  let imported = 0;
  const choice = { fileId, meanings: { P: 'promise' as const }, acceptRefused: false, removeMissing: false };
  for await (const step of await caller.register.import({ ...choice, by: BY })) {
    if (step.stage === 'done') imported = step.result.imported;
  }
  const { marked } = await caller.turnout.mark({ text: NUMBER, by: BY, commandId: crypto.randomUUID() });
  result.room = { imported, marked: marked === 1, sound: checkRoom(room).ok };

  result.window = { electors: await askThroughWindow(room) };

  const streetIds = (await caller.sheets.streets()).map(({ id }) => id);
  for await (const step of await caller.sheets.make({ streetIds, order: 'walk', by: BY })) {
    if (step.stage !== 'done') continue;
    const pdf = Buffer.from(step.base64, 'base64');
    result.sheets = { bytes: pdf.length, isPdf: pdf.toString('latin1', 0, 4) === '%PDF' };
  }
}

const summary = z.object({ result: z.object({ data: z.object({ electors: z.int() }) }) });

/** Calls the room from the page of a hidden window, as the screens do: own protocol, sandbox, preload, router. */
async function askThroughWindow(room: Room): Promise<number> {
  guardSession(session.defaultSession);
  serveWindowFiles();
  serveRoom(RoomDoor.of(room), new RunningWork());
  const window = new BrowserWindow({ show: false, webPreferences: pagePreferences() });
  try {
    guardWindow(window.webContents);
    await window.loadURL(START_PAGE);
    const answer: unknown = await window.webContents.executeJavaScript(
      "window.committeeRoom.request({ type: 'query', path: 'room.summary', input: undefined })",
    );
    return summary.parse(answer).result.data.electors;
  } finally {
    window.destroy();
  }
}

function passed({ room, window, sheets }: SelfTest): boolean {
  const imported = room?.imported === ELECTORS && window?.electors === ELECTORS;
  return imported && room.marked && room.sound && sheets?.isPdf === true;
}
