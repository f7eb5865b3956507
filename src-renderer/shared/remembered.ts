import { Store } from './store.ts';

/** A choice of the person at this computer, kept when the window is closed. */
export function remembered(key: string, fallback: string): Store<string> {
  const name = `committee-room.${key}`;
  const store = new Store(read(name) ?? fallback);
  store.subscribe(() => write(name, store.get()));
  return store;
}

// Storage can be switched off or full. That must never stop the work.
function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Kept for this window only.
  }
}
