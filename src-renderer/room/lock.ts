import { useEffect } from 'react';
import { remembered } from '../shared/remembered.ts';
import { useStore } from '../shared/store.ts';
import { client } from './client.ts';
import { keepDraftsNow } from './drafts.ts';
import { queryClient } from './query-client.ts';
import { doorState, useDoor } from './use-door.ts';
import { openScreen } from './use-screen.ts';

/** After how many minutes without use this computer locks the room; '' for never. */
export const lockAfter = remembered('lock-after', '');

/** For what was typed in the last second. */
const KEPT_WITHIN_MS = 500;
const MINUTE_MS = 60_000;
/** How often the other windows are told that one is in use. */
const TOLD_EVERY_MS = 5000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Closes the screens of every window until somebody types the passphrase. */
export async function lockNow(): Promise<void> {
  // A locked room takes nothing, and the page may be loaded again meanwhile. The lock does not wait long for that.
  await Promise.race([keepDraftsNow(), new Promise((resolve) => setTimeout(resolve, KEPT_WITHIN_MS))]);
  await client.door.lock.mutate();
  await queryClient.invalidateQueries({ queryKey: doorState.queryKey });
}

/** Alt L locks the room. Without a passphrase it shows where to set one. */
export function useLockKey(): void {
  const isEncrypted = useDoor().data?.isEncrypted ?? false;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { code, altKey, ctrlKey, metaKey, shiftKey } = event;
      // By key position, as the keys of the screens.
      if (code !== 'KeyL' || !altKey || ctrlKey || metaKey || shiftKey) return;
      event.preventDefault();
      if (isEncrypted) void lockNow().catch(() => {});
      else openScreen('safety');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isEncrypted]);
}

/** Locks the room when no window of this browser has been used for as long as this computer is set to wait. */
export function useLockAfter(): void {
  const isEncrypted = useDoor().data?.isEncrypted ?? false;
  const minutes = Number(useStore(lockAfter));
  useEffect(() => {
    if (!isEncrypted || !(minutes > 0)) return;
    const channel = new BroadcastChannel('committee-room.use');
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Not by the clock: set back, it would have the other windows lock the room while this one is used.
    let toldAt = -TOLD_EVERY_MS;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void lockNow().catch(() => {}), minutes * MINUTE_MS);
    };
    const onUse = () => {
      wait();
      if (performance.now() - toldAt < TOLD_EVERY_MS) return;
      toldAt = performance.now();
      channel.postMessage('used');
    };
    channel.addEventListener('message', wait);
    for (const sign of SIGNS) window.addEventListener(sign, onUse, { passive: true, capture: true });
    wait();
    return () => {
      clearTimeout(timer);
      channel.close();
      for (const sign of SIGNS) window.removeEventListener(sign, onUse, { capture: true });
    };
  }, [isEncrypted, minutes]);
}
