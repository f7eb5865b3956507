/** The window's own protocol: pages with a `file:` address could read the disk. */
export const SCHEME = 'room';
const HOST = 'app';

export const START_PAGE = `${SCHEME}://${HOST}/`;

/** Where papers are while they are being printed. */
export const PAPERS = `${START_PAGE}print/`;

/** Chromium's PDF viewer is a built-in extension with this address. */
const PDF_VIEWER_HOST = 'mhjfbmdgcfjbbpaeojofohoefgiehjai';

/** Whether an address belongs to the window's own protocol and host, parsed and compared exactly. */
export function isOwn(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${SCHEME}:` && url.host === HOST;
}

/** Whether an address is something that the window made itself, such as the sheets' PDF. */
export function isOwnBlob(address: string): boolean {
  return address.startsWith('blob:') && isOwn(address.slice('blob:'.length));
}

/** Whether an address is a paper that is being printed. */
export function isPaper(address: string): boolean {
  return isOwn(address) && URL.parse(address)?.href.startsWith(PAPERS) === true;
}

/** Whether an address is a part of Chromium's own PDF viewer. */
export function isPdfViewer(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'chrome-extension:' && url.host === PDF_VIEWER_HOST;
}
