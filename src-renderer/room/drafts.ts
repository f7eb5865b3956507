import type * as z from 'zod/mini';
import { MOST_TYPED } from '../../src-shared/limits.ts';
import { isRefused } from '../shared/sentence.ts';
import { Store } from '../shared/store.ts';
import { storedJson } from '../shared/stored-json.ts';
import { client, sendWhileLeaving } from './client.ts';
import { openWindows, ownWindow } from './own-window.ts';

/** How often a draft is written, at most. */
const WRITTEN_AFTER_MS = 1000;
/** The room did not take it: it was being imported, say. */
const TRIED_AGAIN_AFTER_MS = 5000;
/** How often the drafts are asked for before the screens are shown without them. */
const TRIES = 3;

/** What a window has typed and not entered, as the room keeps it. */
export type KeptDraft = Awaited<ReturnType<typeof client.drafts.all.query>>[number];

/** How a part of the window is read and written: null for nothing typed. */
type Part = { read(typed: string): void; typed(): string | null };

const parts = new Map<string, Part>();
/** What the room had of this window, for parts that are loaded later. */
const waiting = new Map<string, string>();
const changed = new Set<string>();
let isPlanned = false;

/** Whether this window's drafts were fetched. Nothing is kept before, which would overwrite them. */
export const areDraftsRead = new Store(false);

/** Why the room does not take what is typed in this window; null while it does. */
export const draftsRefused = new Store<unknown>(null);

/** Parts of this window in which more is typed than the room keeps. It has what was there before that. */
export const draftsTooLong = new Store<readonly string[]>([]);

/** Drafts of windows that have closed, for this one to go on with. */
export const leftDrafts = new Store<readonly KeptDraft[]>([]);

/**
 * Something that is typed in this window and not entered yet. It outlives the screen, a reload and the program: it is
 * kept in the room's file, never in the browser. `isNothing` says when there is nothing to keep.
 */
export function draftOf<T>(
  part: string,
  shape: z.ZodMiniType<T>,
  nothing: T,
  isNothing: (value: T) => boolean,
): Store<T> {
  const store = new Store(nothing);
  let isReading = false;
  const read = (typed: string) => {
    isReading = true;
    store.set(storedJson(typed, shape) ?? nothing);
    isReading = false;
  };
  parts.set(part, { read, typed: () => (isNothing(store.get()) ? null : JSON.stringify(store.get())) });
  const known = waiting.get(part);
  if (known !== undefined) read(known);
  store.subscribe(() => {
    if (!isReading) note(part);
  });
  return store;
}

let reading: Promise<void> | undefined;

/** Fetches the drafts from the room once: this window's into its parts, those of closed windows to be offered. */
export function readDrafts(): Promise<void> {
  reading ??= fetchDrafts();
  return reading;
}

async function fetchDrafts(): Promise<void> {
  for (let left = TRIES; left > 0; left -= 1) {
    try {
      await readOnce();
      break;
    } catch {
      // The room says elsewhere why it does not answer. What it has must not be overwritten because of one fault.
      if (left > 1) await new Promise((resolve) => setTimeout(resolve, TRIED_AGAIN_AFTER_MS));
    }
  }
  areDraftsRead.set(true);
}

async function readOnce(): Promise<void> {
  const own = await ownWindow;
  const all = await client.drafts.all.query();
  for (const { window, part, typed } of all) {
    if (window !== own) continue;
    waiting.set(part, typed);
    parts.get(part)?.read(typed);
  }
  const open = await openWindows();
  leftDrafts.set(all.filter(({ window }) => !open.has(window)));
  // A window that is being loaded at the same time, as after a restart, is known a little later.
  setTimeout(() => void leaveOutOpen(), TRIED_AGAIN_AFTER_MS);
}

async function leaveOutOpen(): Promise<void> {
  const open = await openWindows();
  leftDrafts.update((left) => left.filter(({ window }) => !open.has(window)));
}

/** Goes on here with what a closed window has left. */
export async function takeDraft({ window, part, typed }: KeptDraft): Promise<void> {
  await leaveOutOpen();
  // Its window is open after all.
  if (!leftDrafts.get().some((each) => each.window === window && each.part === part)) return;
  await client.drafts.pass.mutate({ from: window, to: await ownWindow, part });
  parts.get(part)?.read(typed);
  dropLeft(window, part);
}

/** Removes what a closed window has left. */
export async function discardDraft({ window, part }: KeptDraft): Promise<void> {
  await client.drafts.keep.mutate({ window, part, typed: null });
  dropLeft(window, part);
}

function dropLeft(window: string, part: string): void {
  leftDrafts.update((left) => left.filter((each) => each.window !== window || each.part !== part));
}

function note(part: string): void {
  changed.add(part);
  planToKeep(WRITTEN_AFTER_MS);
}

function planToKeep(after: number): void {
  if (isPlanned) return;
  isPlanned = true;
  setTimeout(keep, after);
}

async function keep(): Promise<void> {
  isPlanned = false;
  await keepDraftsNow();
}

/** Writes what is not written yet. */
export async function keepDraftsNow(): Promise<void> {
  if (!areDraftsRead.get()) return;
  const window = await ownWindow;
  for (const part of [...changed]) {
    changed.delete(part);
    const typed = parts.get(part)?.typed() ?? null;
    noteLength(part, typed);
    // Trying again would be in vain until something else is typed.
    if (isTooLong(typed)) continue;
    try {
      await client.drafts.keep.mutate({ window, part, typed });
      draftsRefused.set(null);
    } catch (error) {
      // Whether the room can be reached is said elsewhere.
      draftsRefused.set(
        isRefused(error) && [...parts.values()].some(({ typed }) => typed() !== null) ? error : null,
      );
      changed.add(part);
      planToKeep(TRIED_AGAIN_AFTER_MS);
    }
  }
}

function isTooLong(typed: string | null): boolean {
  return (typed?.length ?? 0) > MOST_TYPED;
}

function noteLength(part: string, typed: string | null): void {
  const isNoted = draftsTooLong.get().includes(part);
  if (isNoted === isTooLong(typed)) return;
  draftsTooLong.update((noted) => (isNoted ? noted.filter((each) => each !== part) : [...noted, part]));
}

/** Writes what is not written yet when the page is left or hidden, which may be its end. */
export async function keepDraftsAtLeaving(): Promise<void> {
  const window = await ownWindow;
  const send = () => {
    if (!areDraftsRead.get()) return;
    for (const part of changed) {
      const typed = parts.get(part)?.typed() ?? null;
      if (!isTooLong(typed)) sendWhileLeaving('drafts.keep', { window, part, typed });
    }
    changed.clear();
  };
  addEventListener('pagehide', send);
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') send();
  });
}
