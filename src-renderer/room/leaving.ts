import { type Message, say } from '../../src-shared/message.ts';
import { Store } from '../shared/store.ts';
import { isAnythingUnsaved } from '../shared/unsaved.ts';
import { queryClient } from './query-client.ts';
import { askAboutWindow, windowId } from './room-request.ts';
import { closing, endedAt } from './room-stream.ts';

/** Time to read the notice in the window. */
const CLOSES_AFTER_MS = 5000;

/** Why the browser asked whether to close the window, for a person who stayed. */
export const reasonsToStay = new Store<readonly Message[]>([]);

let asks = true;

/** Loads the page again without asking whether to leave it. */
export function reloadUnasked(): void {
  asks = false;
  location.reload();
}

/** Why this window should not close now. On the desktop the program asks the same. */
function reasonsNotToClose(): Message[] {
  const { windows, work, unfinished } = closing.get();
  const isLast = windows <= 1;
  const saving = queryClient.isMutating() > 0 || isAnythingUnsaved();
  return [
    ...(saving ? [say('Not everything you entered in this window is saved yet.')] : []),
    ...work.filter(({ window }) => window === windowId).map(({ sentence }) => sentence),
    // Another window can still confirm them.
    ...(isLast ? unfinished : []),
  ];
}

/** Asks before the window closes, tells the server when it does, and closes it when the program has ended. */
export function watchClosing(): void {
  window.addEventListener('beforeunload', (event) => {
    const reasons = asks ? reasonsNotToClose() : [];
    if (reasons.length === 0) return;
    event.preventDefault();
    // Runs only if the person stays: the browser's own question cannot give a reason.
    setTimeout(() => reasonsToStay.set(reasons));
  });
  window.addEventListener('pagehide', ({ persisted }) => {
    // A page that the browser keeps in memory may be shown again.
    if (!persisted) askAboutWindow('goodbye', { keepalive: true }).catch(() => {});
  });
  endedAt.subscribe(() => {
    if (endedAt.get() === null) return;
    setTimeout(() => {
      // The program may have started again meanwhile. Browsers do not let a page close every window.
      if (endedAt.get() !== null && reasonsNotToClose().length === 0) window.close();
    }, CLOSES_AFTER_MS);
  });
}
