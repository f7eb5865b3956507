import { randomBytes } from 'node:crypto';
import { isSecret } from './guards.ts';

const newKey = () => randomBytes(32).toString('base64url');

/** What opens the app: a secret as long as the server runs, and keys that each open it once. */
export class Keys {
  readonly secret = newKey();
  readonly #forOnce = new Set<string>();

  forOnce(): string {
    const key = newKey();
    this.#forOnce.add(key);
    return key;
  }

  /** Whether a key opens the app; one for once is used up by that. */
  opens(key: string): boolean {
    return this.#forOnce.delete(key) || isSecret(key, this.secret);
  }
}
