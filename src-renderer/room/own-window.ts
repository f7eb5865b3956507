/** Held as long as a window is open, so that its drafts are not taken for those of a closed one. */
const LOCK = 'committee-room.window.';
/** Holds no data: only which window this is, so that a reloaded page finds its drafts again. */
const STORED = 'committee-room.window';
/** A page that is being reloaded lets go of its lock in less. */
const LET_GO_WITHIN_MS = 1500;

/** The id of this window for its drafts. It stays when the page is loaded again; a copy of the tab gets another. */
export const ownWindow: Promise<string> = findOwn();

async function findOwn(): Promise<string> {
  const known = sessionStorage.getItem(STORED);
  if (known !== null && (await isHeld(known))) return known;
  const id = crypto.randomUUID();
  await isHeld(id);
  try {
    sessionStorage.setItem(STORED, id);
  } catch {
    // The next load of the page counts as another window.
  }
  return id;
}

/** Takes the lock of a window until the page is gone. False if another page has it. */
function isHeld(id: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(LOCK + id, { signal: AbortSignal.timeout(LET_GO_WITHIN_MS) }, () => {
        resolve(true);
        return new Promise(() => {});
      })
      .catch(() => resolve(false));
  });
}

/** The windows of this browser that are open. */
export async function openWindows(): Promise<ReadonlySet<string>> {
  if (!navigator.locks) return new Set([await ownWindow]);
  const { held = [] } = await navigator.locks.query();
  const names = held.map(({ name }) => name ?? '').filter((name) => name.startsWith(LOCK));
  return new Set(names.map((name) => name.slice(LOCK.length)));
}
