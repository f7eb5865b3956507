const KEPT = 'committee-room.token';

/** Where storage is switched off, as long as the page is open. */
let own = '';

/** The token for the room's calls; '' where this browser was not given one. */
export function roomToken(): string {
  try {
    // Asked for each time: a window opened later, on the program started again, may have brought another.
    return localStorage.getItem(KEPT) ?? own;
  } catch {
    return own;
  }
}

/** Takes the token out of the address that opened this page, where it must not stay. */
function takeFromAddress(): void {
  const token = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (token === undefined) return;
  own = token;
  history.replaceState(null, '', location.pathname);
  try {
    localStorage.setItem(KEPT, token);
  } catch {
    // Kept for this page only.
  }
}

takeFromAddress();
// The printed address opened where the page is shown already changes no more than what is after its #.
window.addEventListener('hashchange', takeFromAddress);
