import { randomBytes } from 'node:crypto';

/**
 * What opens the app as long as the server runs: a secret that goes into a cookie, and a token, which a browser sends to
 * this port alone, where a cookie goes to every port of this computer.
 */
export type Keys = { secret: string; token: string };

export function newKeys(): Keys {
  return { secret: newKey(), token: newKey() };
}

function newKey(): string {
  return randomBytes(32).toString('base64url');
}
