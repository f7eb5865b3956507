import { randomUUID } from 'node:crypto';
import { BrowserWindow } from 'electron';
import { guardWindow } from './windows/guards.ts';
import { PAPERS } from './windows/own-pages.ts';
import { previewWindow } from './windows/preview-window.ts';
import { words } from './words.ts';

/** The callback of a print may never come (electron#43309). The user is then asked to check the printer. */
const GIVE_UP_AFTER_MS = 60_000;

/** Papers on their way to the printer: served under our own protocol from memory, never from a file. */
const waiting = new Map<string, Uint8Array>();

/** The paper at an address of our own protocol, while it is being printed. */
export function paperAt(address: string): Uint8Array | null {
  return waiting.get(address) ?? null;
}

/**
 * Sends a PDF to the default printer without a dialog, from a window that is never shown. Returns '' if the system
 * has accepted it, which does not mean that it printed; otherwise a sentence for the user.
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
      'The paper could not be sent to the printer. Print it with the system’s dialog, or save it.',
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
          words.t(
            'The printer has not answered. Check that it is switched on, has paper, and is your default printer.',
          ),
        ),
      GIVE_UP_AFTER_MS,
    );
    window.webContents.print({ silent: true }, (isTaken, reason) => {
      clearTimeout(timer);
      resolve(
        isTaken
          ? ''
          : words.t('Printing failed ({{reason}}). Print it with the system’s dialog, or save it.', {
              reason,
            }),
      );
    });
  });
}
