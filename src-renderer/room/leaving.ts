import { roomSays } from '../shared/room-says.ts';
import { Store } from '../shared/store.ts';
import { isAnythingUnsaved } from '../shared/unsaved.ts';
import { words } from '../shared/words.ts';
import { queryClient } from './query-client.ts';
import { askAboutWindow, windowId } from './room-request.ts';
import { closing, endedAt } from './room-stream.ts';

/** For the word in the window to be read. */
const CLOSES_AFTER_MS = 5000;

/** Why the browser asked whether to leave, for a person who stayed; in sentences. */
export const reasonsToStay = new Store<readonly string[]>([]);

/** What speaks against closing this window now. On the desktop the program asks the same. */
function reasonsNotToClose(): string[] {
  const { windows, work, unfinished } = closing.get();
  const isLast = windows <= 1;
  const saving = queryClient.isMutating() > 0 || isAnythingUnsaved();
  return [
    ...(saving ? [words.t('Not everything you entered in this window is saved yet.')] : []),
    ...work.filter(({ window }) => window === windowId).map(({ sentence }) => roomSays(sentence)),
    // Another window can still confirm them.
    ...(isLast ? unfinished.map(roomSays) : []),
  ];
}

/** Asks before the window is left for good, says goodbye, and closes it when the program has ended. */
export function takeLeaveInOrder(): void {
  window.addEventListener('beforeunload', (event) => {
    const reasons = reasonsNotToClose();
    if (reasons.length === 0) return;
    event.preventDefault();
    // Run only when the person stays: the browser's own question cannot say why it is asked.
    setTimeout(() => reasonsToStay.set(reasons));
  });
  window.addEventListener('pagehide', ({ persisted }) => {
    // A page that the browser keeps may be shown again.
    if (!persisted) askAboutWindow('goodbye', { keepalive: true }).catch(() => {});
  });
  endedAt.subscribe(() => {
    if (endedAt.get() === null) return;
    setTimeout(() => {
      // The program may have been started again meanwhile. A browser closes only some windows by themselves.
      if (endedAt.get() !== null && reasonsNotToClose().length === 0) window.close();
    }, CLOSES_AFTER_MS);
  });
}
