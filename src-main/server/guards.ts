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

/** Whether a browser says that a page of ours asks for a part of itself, such as a script. */
export function asksForPart(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-site'] === 'same-origin' && !isForPage(headers);
}

/** Whether a browser says that the answer is to be shown as a page. */
export function isForPage(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-mode'] === 'navigate';
}

/** Compares secrets without telling by its time how much of them is right. */
export function isSecret(given: string | null | undefined, secret: string): boolean {
  const bytes = Buffer.from(given ?? '');
  const wanted = Buffer.from(secret);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

/** The values of a cookie: another port of this computer may have set one of the same name. */
export function cookiesOf(header: string | undefined, name: string): string[] {
  return (header?.split(';') ?? []).flatMap((pair) => {
    const at = pair.indexOf('=');
    return pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
}
