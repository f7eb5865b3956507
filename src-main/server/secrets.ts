import { randomBytes } from 'node:crypto';

/**
 * The secrets that open the app while the server runs: one for a cookie, and a token. Browsers send the cookie to
 * every port of this computer, but the token only to this one.
 */
export type Secrets = { secret: string; token: string };

export function newSecrets(): Secrets {
  return { secret: randomSecret(), token: randomSecret() };
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
