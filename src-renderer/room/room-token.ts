const STORAGE_KEY = 'committee-room.token';

/** Kept here if storage is switched off, as long as the page is open. */
let inMemory = '';

/** The token for calls to the room; '' if this browser has none. */
export function roomToken(): string {
  try {
    // Read each time: a window opened after the program restarted may have stored a newer one.
    return localStorage.getItem(STORAGE_KEY) ?? inMemory;
  } catch {
    return inMemory;
  }
}

/** Moves the token from the page's address, where it must not stay, to storage. */
function storeTokenOfAddress(): void {
  const token = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (token === undefined) return;
  inMemory = token;
  history.replaceState(null, '', location.pathname);
  try {
    localStorage.setItem(STORAGE_KEY, token);
  } catch {
    // Kept for this page only.
  }
}

storeTokenOfAddress();
// If the printed address is opened in a window that has the page already, only the part after # changes.
window.addEventListener('hashchange', storeTokenOfAddress);
