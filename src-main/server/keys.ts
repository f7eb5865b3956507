import { randomBytes } from 'node:crypto';
import { isSecret } from './guards.ts';

const newKey = () => randomBytes(32).toString('base64url');

/**
 * What opens the app: a secret that goes into a cookie, as long as the server runs; keys that each open it once; and a
 * token, which a browser sends to this port alone, where a cookie goes to every port of this computer.
 */
export class Keys {
  readonly secret = newKey();
  readonly token = newKey();
  readonly #forOnce = new Set<string>();

  forOnce(): string {
    const key = newKey();
    this.#forOnce.add(key);
    return key;
  }

  /**
   * Where a key leads, null for nowhere. One for once is used up by that, and brings the token along, since its own
   * address, on a command line, must not have it.
   */
  opens(key: string): string | null {
    if (this.#forOnce.delete(key)) return `/#token=${this.token}`;
    return isSecret(key, this.secret) ? '/' : null;
  }
}
