import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { seeded } from '../../../src-main/register/sample.ts';

const REAL = { randomUUID: crypto.randomUUID, randomBytes: crypto.randomBytes, randomInt: crypto.randomInt };

/** Until `work` ends, ids follow from the seed, so that a schedule that fails does so each time. */
export function withChance<Result>(seed: number, work: () => Result): Result {
  const random = seeded(seed);
  const byte = () => Math.floor(random() * 256);
  const bytes = (size: number) => Buffer.from(Array.from({ length: size }, byte));
  Object.assign(crypto, {
    randomUUID: () => bytes(16).toString('hex'),
    randomBytes: bytes,
    randomInt: (one: number, other?: number) => {
      const [from, to] = other === undefined ? [0, one] : [one, other];
      return from + Math.floor(random() * (to - from));
    },
  });
  syncBuiltinESMExports();
  try {
    return work();
  } finally {
    Object.assign(crypto, REAL);
    syncBuiltinESMExports();
  }
}
