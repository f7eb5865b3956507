import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { RoomSummary } from '../../src-main/api/summary.ts';
import { SCREEN_IDS, type ScreenId } from './screen-ids.ts';

/** The screen named by the address (`#/tally`), null when it names none. */
export function useScreen(): { screen: ScreenId | null; hasMoved: boolean } {
  const screen = useSyncExternalStore(onHashChange, screenInAddress);
  const first = useRef(screen);
  const moved = useRef(false);
  // From no screen to the first is opening the program, not moving.
  if (first.current === null) first.current = screen;
  else if (screen !== first.current) moved.current = true;
  return { screen, hasMoved: moved.current };
}

/** Alt and a digit open a screen, wherever the focus is. */
export function useScreenKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // By key position: with Option held, a Mac types another character for the digit.
      const digit = /^Digit(\d)$/.exec(event.code)?.[1];
      if (!digit || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const target = SCREEN_IDS[Number(digit) - 1];
      if (!target) return;
      event.preventDefault();
      openScreen(target);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

export function openScreen(screen: ScreenId): void {
  location.hash = addressOf(screen);
}

/**
 * Opens the first screen where the address names none: where the day is spent in a room with a register, where it
 * begins in an empty one, and how it stands in one that can only be looked at. Without a step in the history: the
 * choice was the program's.
 */
export function openFirstScreen(room: Pick<RoomSummary, 'electors' | 'lookOnly'> | undefined): void {
  if (screenInAddress() !== null) return;
  location.replace(addressOf(room?.lookOnly ? 'board' : (room?.electors ?? 0) > 0 ? 'tally' : 'register'));
}

export function addressOf(screen: ScreenId): string {
  return `#/${screen}`;
}

function screenInAddress(): ScreenId | null {
  return SCREEN_IDS.find((id) => addressOf(id) === location.hash) ?? null;
}

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
