const STORAGE_KEY = 'committee-room.practice';

/**
 * The id of the practice that this window is in, which every call carries; null in the real room. It stays the same as
 * long as the page is open, so nothing that was entered in a practice can be sent to the room.
 */
export const practiceId: string | null = read();

function read(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** For the next page in this window. */
export function keepPracticeId(id: string | null): void {
  if (id === null) sessionStorage.removeItem(STORAGE_KEY);
  else sessionStorage.setItem(STORAGE_KEY, id);
}
