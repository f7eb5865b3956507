import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Host names by which a page on this computer can have reached us. Any other is another site's DNS pointing here. */
const OWN_NAMES = ['127.0.0.1', 'localhost'];

/** Whether the request was meant for this server: it names exactly one host, which is ours. */
export function isOwnHost(hosts: readonly string[] | undefined, port: number): boolean {
  return hosts?.length === 1 && OWN_NAMES.some((name) => hosts[0] === `${name}:${port}`);
}

/**
 * Whether it comes from one of our pages, or from the address bar. A browser says so in Origin and Sec-Fetch-Site,
 * which a page cannot forge.
 */
export function isOwnPage({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** Whether one of our pages asks for a part of itself, such as a script. */
export function asksForPart(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-site'] === 'same-origin' && !isForPage(headers);
}

/** Whether the answer will be shown as a page. */
export function isForPage(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-mode'] === 'navigate';
}

/** Compares secrets in constant time. */
export function isSecret(given: string | null | undefined, secret: string): boolean {
  const bytes = Buffer.from(given ?? '');
  const wanted = Buffer.from(secret);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

/** All values of a cookie: another port of this computer may have set one with the same name. */
export function cookiesOf(header: string | undefined, name: string): string[] {
  return (header?.split(';') ?? []).flatMap((pair) => {
    const at = pair.indexOf('=');
    return pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
}
