import { useEffect, useState, useSyncExternalStore } from 'react';
import type { RoomSummary } from '../../src-main/api/summary.ts';
import { remembered } from '../shared/remembered.ts';
import { Store } from '../shared/store.ts';
import { SCREEN_IDS, type ScreenId } from './screen-ids.ts';

/** The tab that is open on a screen with tabs, so that other screens can lead to it. */
export const registerTab = remembered('register-tab', 'file');
export const sheetsTab = remembered('sheets-tab', 'print');

/** A question that Register asks on a page of its own, and the screen that somebody came from. */
type RegisterQuestion = { question: 'promises' | 'poll' | 'polls'; from: ScreenId };
export const registerQuestion = new Store<RegisterQuestion | null>(null);

/** Leads to the page where exactly this question is. */
export function askOnRegister(question: RegisterQuestion['question'], from: ScreenId): void {
  registerQuestion.set({ question, from });
  openScreen('register');
}

/** The place in the journal of an import: Safety proposes the newest backup from before it. Null if it was not asked. */
export const backupBefore = new Store<number | null>(null);

/** Leads to that backup. */
export function askToRestoreBefore(seq: number): void {
  backupBefore.set(seq);
  openScreen('safety');
}

/** The elector whom the Electors screen shows when it is opened next; null for nobody. */
export const electorToShow = new Store<number | null>(null);

/** Leads to an elector on the Electors screen. */
export function showElector(id: number): void {
  electorToShow.set(id);
  openScreen('electors');
}

/** The screen named by the address (`#/tally`), null if it names none; and whether somebody has moved between screens. */
export function useScreen(): { screen: ScreenId | null; hasMoved: boolean } {
  const screen = useSyncExternalStore(onHashChange, screenInAddress);
  const [first, setFirst] = useState(screen);
  const [hasMoved, setHasMoved] = useState(false);
  // From no screen to the first is opening the program, not moving.
  if (first === null && screen !== null) setFirst(screen);
  if (first !== null && screen !== first && !hasMoved) setHasMoved(true);
  return { screen, hasMoved };
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
 * Opens the first screen if the address names none: Tally in a room with a register, Register in an empty one, Board in
 * one that can only be looked at. This adds no step to the history, because nobody asked for it.
 */
export function openFirstScreen(room: Pick<RoomSummary, 'electors' | 'readOnly'> | undefined): void {
  if (screenInAddress() !== null) return;
  location.replace(addressOf(room?.readOnly ? 'board' : (room?.electors ?? 0) > 0 ? 'tally' : 'register'));
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
