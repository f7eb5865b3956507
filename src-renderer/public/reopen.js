// Another port of this computer may have replaced the cookie that a page needs. The token that this origin keeps opens
// the program again; without it, the sentence on the page says what to do.
const token = localStorage.getItem('committee-room.token');
if (token) {
  const headers = { 'x-room-token': token };
  const { ok } = await fetch('/api/window/hello', { method: 'POST', headers });
  if (ok) location.reload();
}
