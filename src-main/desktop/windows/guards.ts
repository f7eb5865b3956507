import type { Session, WebContents } from 'electron';
import { isOwn, isOwnBlob, isPaper, isPdfViewer } from './own-pages.ts';
import { previewWindow } from './preview-window.ts';

/** Denies every permission, and every request that leaves the program. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayBeRequested(url) }));
}

/** WebRTC asks neither the session nor the page's policy. This leaves it without an address to send from. */
const NO_WEBRTC = 'disable_non_proxied_udp';

/** Keeps a window on its own page: no other page, no frame and no window except for the sheets' PDF. */
export function guardWindow(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (!(event.isMainFrame ? isOwn(event.url) : mayBeFramed(event.url))) event.preventDefault();
  });
  contents.on('will-navigate', (event) => {
    if (!isOwn(event.url)) event.preventDefault();
  });
  // None of our pages redirects.
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) =>
    isOwnBlob(url) ? { action: 'allow', overrideBrowserWindowOptions: previewWindow() } : { action: 'deny' },
  );
  contents.on('did-create-window', ({ webContents }) => guardPreview(webContents));
  contents.setWebRTCIPHandlingPolicy(NO_WEBRTC);
}

/** Keeps the window of the sheets' PDF on that PDF. */
function guardPreview(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    // Its own page is the PDF. Chromium may announce even its first display as a navigation.
    if (!(event.isMainFrame ? isOwnBlob(event.url) : mayBeFramed(event.url))) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWebRTCIPHandlingPolicy(NO_WEBRTC);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** A PDF, and Chromium's viewer around it: the PDF itself is in a frame of the viewer. */
function mayBeFramed(url: string): boolean {
  return isOwnBlob(url) || isPaper(url) || isPdfViewer(url);
}

/** `chrome:` and `devtools:` are inside Chromium: parts of its PDF viewer and its developer tools. */
function mayBeRequested(url: string): boolean {
  if (isOwn(url) || isOwnBlob(url) || isPdfViewer(url)) return true;
  return ['data:', 'chrome:', 'devtools:'].includes(URL.parse(url)?.protocol ?? '');
}
