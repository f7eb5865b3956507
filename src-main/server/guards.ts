import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Names a page on this computer can have reached us by; anything else was sent here by another site's DNS. */
const OWN_NAMES = ['127.0.0.1', 'localhost'];

/** Whether the request was meant for this server: it names one host, which is ours, compared whole. */
export function isOwnHost(hosts: readonly string[] | undefined, port: number): boolean {
  return hosts?.length === 1 && OWN_NAMES.some((name) => hosts[0] === `${name}:${port}`);
}

/**
 * Whether a page of ours, or the person at the address bar, asks. A browser says where a request comes from in
 * Origin and Sec-Fetch-Site, and a page cannot forge either.
 */
export function isOwnPage({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** Compares secrets without telling by its time how much of them is right. */
export function isSecret(given: string | null | undefined, secret: string): boolean {
  const bytes = Buffer.from(given ?? '');
  const wanted = Buffer.from(secret);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

/** A cookie's value, null when the browser sent none by that name. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}
