// A page that the browser was led to from elsewhere has no cookie yet, and another port of this computer may have replaced
// that of a page that had one. The token, from the address or kept by this origin, opens the program; without it, the
// sentence on the page says what to do.
const token = /^#token=([\w-]+)$/.exec(location.hash)?.[1] ?? localStorage.getItem('committee-room.token');
if (token) {
  const headers = { 'x-room-token': token };
  const { ok } = await fetch('/api/window/hello', { method: 'POST', headers });
  // The secret does not stay in the address; the page takes the token out.
  if (ok && location.search) location.replace(`/${location.hash}`);
  else if (ok) location.reload();
}
