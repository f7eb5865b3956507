import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IdSet } from '../../src-main/register/packed.ts';

it('a set of ids has those that were added, and no others', () => {
  // Ids of one copy of a room follow one another; those of others are far above them.
  const id = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.maxSafeNat());
  fc.assert(
    fc.property(fc.array(id), fc.array(id), (added, others) => {
      const set = new IdSet();
      for (const each of added) set.add(each);
      const neighbours = added.flatMap((each) => [each - 1, each, each + 1].filter((near) => near >= 0));
      for (const each of [...neighbours, ...others]) expect(set.has(each)).toBe(added.includes(each));
    }),
  );
});
