import { createHash } from 'node:crypto';

/**
 * The style attribute that Chromium (up to version 130 at least) gives its PDF viewer in the page around a PDF. That
 * page inherits the policy of the window that made the PDF. Without this style, the viewer is 150 pixels high.
 */
const PDF_VIEWER_STYLE = 'position:absolute; left: 0; top: 0;';

/**
 * The Content Security Policy of the window, the same in every host: its own files only; no inline script; one style
 * element, by its nonce; one style attribute, by its hash; the sheets' PDF in a frame.
 */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-hashes' 'sha256-${hashOf(PDF_VIEWER_STYLE)}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    'frame-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
