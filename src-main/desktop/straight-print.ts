import { randomUUID } from 'node:crypto';
import { BrowserWindow } from 'electron';
import { guardWindow } from './guards.ts';
import { PAPERS } from './own-pages.ts';
import { previewWindow } from './preview-window.ts';
import { words } from './words.ts';

/** The callback of a print may never come (electron#43309); a person is told then to look at the printer. */
const GIVE_UP_AFTER_MS = 60_000;

/** Papers on their way to the printer: served under the own protocol from memory, never from a file. */
const waiting = new Map<string, Uint8Array>();

/** The paper that an address of the own protocol names, for as long as it is being printed. */
export function paperAt(address: string): Uint8Array | null {
  return waiting.get(address) ?? null;
}

/**
 * Sends a PDF to the default printer without a dialog, from a window that is never shown. Gives '' when the system has
 * taken it, which does not mean that it is on paper; else what to tell the person.
 */
export async function printStraight(pdf: Uint8Array): Promise<string> {
  const address = `${PAPERS}${randomUUID()}.pdf`;
  waiting.set(address, pdf);
  const window = new BrowserWindow({ ...previewWindow(), show: false });
  guardWindow(window.webContents);
  try {
    await window.loadURL(address);
    return await answerOf(window);
  } catch {
    return words.t(
      'The paper could not be given to the printer. Print it with the system’s dialog, or save it.',
    );
  } finally {
    waiting.delete(address);
    window.destroy();
  }
}

function answerOf(window: BrowserWindow): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () =>
        resolve(
          words.t('The printer has not answered. Look at it: switched on, paper, the right one by default?'),
        ),
      GIVE_UP_AFTER_MS,
    );
    window.webContents.print({ silent: true }, (isTaken, reason) => {
      clearTimeout(timer);
      resolve(
        isTaken
          ? ''
          : words.t(
              'The printer did not take it ({{reason}}). Print it with the system’s dialog, or save it.',
              { reason },
            ),
      );
    });
  });
}
