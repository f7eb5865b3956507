import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentPolicy } from './content-policy.ts';

/** An answer to a request for a page or a part of it, for any host to send. */
export type WebAnswer = { status: number; headers: Record<string, string>; body: Buffer | string };

/** The built renderer. Since the main bundle is flat, the path is the same from here and from `out/main/`. */
const RENDERER = fileURLToPath(new URL('../../out/renderer/', import.meta.url));

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const NONCE_PLACE = '__CSP_NONCE__';

/**
 * Answers a request for a file of the window; `path` is the path of the URL as received. Only files under `root` are
 * ever read.
 */
export async function answerFile(method: string, path: string, root = RENDERER): Promise<WebAnswer> {
  if (method !== 'GET') return plainAnswer(405, 'Only GET is allowed here.', { Allow: 'GET' });
  const file = fileUnder(root, path);
  if (!file) return plainAnswer(404, 'There is no such page.');
  try {
    const content = await readFile(file);
    return file === join(root, 'index.html') ? answerPage(content.toString()) : answerPart(file, content);
  } catch (error) {
    if (isMissing(error)) return plainAnswer(404, 'There is no such page.');
    throw error;
  }
}

/** A sentence as an answer, under the same policy as everything else. */
export function plainAnswer(
  status: number,
  sentence: string,
  headers: Record<string, string> = {},
): WebAnswer {
  return {
    status,
    headers: {
      ...safety(newNonce()),
      'Cache-Control': 'no-store',
      'Content-Type': 'text/plain; charset=utf-8',
      ...headers,
    },
    body: `${sentence}\n`,
  };
}

/** Refuses a page with a sentence. A window that has only lost its cookie gets back in. */
export function reopeningPage(sentence: string): WebAnswer {
  return pageThatEnters(403, sentence);
}

/**
 * Lets in a window that was led here from another page: a browser sends the cookie only to a page that asks from
 * here.
 */
export function openingPage(sentence: string, headers: Record<string, string>): WebAnswer {
  return pageThatEnters(200, sentence, headers);
}

function pageThatEnters(status: number, sentence: string, headers: Record<string, string> = {}): WebAnswer {
  return {
    ...plainAnswer(status, sentence, { ...headers, 'Content-Type': CONTENT_TYPES['.html'] ?? '' }),
    body: `<!doctype html><title>Committee Room</title><p>${sentence}</p><script type="module" src="/reopen.js"></script>\n`,
  };
}

function answerPage(html: string): WebAnswer {
  const nonce = newNonce();
  return {
    status: 200,
    headers: { ...safety(nonce), 'Cache-Control': 'no-store', 'Content-Type': CONTENT_TYPES['.html'] ?? '' },
    body: html.replaceAll(NONCE_PLACE, nonce),
  };
}

function answerPart(file: string, content: Buffer): WebAnswer {
  const type = CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
  return {
    status: 200,
    headers: {
      ...safety(newNonce()),
      'Cache-Control': isNamedByContent(file) ? KEPT : 'no-cache',
      'Content-Type': type,
    },
    body: content,
  };
}

/** Cached for a year, so that a browser need not fetch and compile the program again at each start. */
const KEPT = 'private, max-age=31536000, immutable';

/** The build names these by their content, so they never change under one name. They hold nothing of a room. */
function isNamedByContent(file: string): boolean {
  return basename(dirname(file)) === 'assets';
}

function safety(nonce: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentPolicy(nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-DNS-Prefetch-Control': 'off',
  };
}

function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/** The file that a path names; null if it is not under `root`. */
function fileUnder(root: string, path: string): string | null {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return null;
  }
  // On Windows a backslash separates folders, and a colon names a drive or a stream.
  if (!name.startsWith('/') || /[\0\\:]/.test(name)) return null;
  const folder = resolve(root);
  const file = resolve(folder, name === '/' ? 'index.html' : name.slice(1));
  return file.startsWith(folder + sep) ? file : null;
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(`${error.code}`)
  );
}
