import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { seeded } from '../../src-main/register/sample.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { sampleOf } from '../sample-size.ts';
import { summaryOf } from '../torture/case.ts';
import { CASES } from '../torture/cases.ts';
import { kills } from '../torture/kills.ts';
import { temporaryFolder } from '../unit/temporary-room.ts';

/** Only a few of each case here: `npm run torture` does hundreds. */
const FEW: Record<string, number> = {
  schedules: 10,
  sticks: sampleOf(3),
  laptops: sampleOf(2),
  kills: 6,
  sheets: 1,
  passphrases: sampleOf(2),
  older: 3,
  bits: sampleOf(10),
  away: sampleOf(3),
  power: sampleOf(6, 3),
};

/** What depends on the moments of the kills, so that a few may not show it. */
const SELDOM = [
  'during a merge',
  'during a share',
  'during a copy',
  'of them killed',
  'copies used under one device',
  'whose making was never finished',
  'codes reserved and never printed',
  'rooms that had the new passphrase',
  'rooms that still had the old one',
  'plain copies of a room with a passphrase',
  'copies with a former passphrase',
  'starts at once',
];

hashQuickly();
// The workers open what this process has encrypted. `npm run torture` hashes as often as the program does.
beforeAll(() => void vi.stubEnv('TORTURE_HASHES_ONCE', '1'));
afterAll(() => void vi.unstubAllEnvs());

describe('a little of the torture', () => {
  it.each(CASES)(
    '$name: $finding',
    async ({ name, run }) => {
      const { counts } = await run(temporaryFolder(), FEW[name] ?? 0, seeded(7));
      for (const [what, count] of Object.entries(counts))
        expect(count, what).toBeGreaterThanOrEqual(SELDOM.includes(what) ? 0 : 1);
      expect(Object.values(counts)[0]).toBeGreaterThanOrEqual(FEW[name] ?? 1);
    },
    120_000,
  );

  it('fails if it has done nothing', () => {
    expect(summaryOf(kills, { counts: { kills: 3, marks: 40 } })).toBe(
      `kills: 3 kills, 40 marks. ${kills.finding}`,
    );
    for (const none of [0, Number.NaN])
      expect(() => summaryOf(kills, { counts: { kills: 3, marks: none } })).toThrow(/kills shows nothing/);
  });

  it('has an option for each case', () => {
    const options = CASES.map(({ option }) => option);
    expect(new Set(options).size).toBe(options.length);
    expect(Object.keys(FEW).toSorted()).toEqual(CASES.map(({ name }) => name).toSorted());
  });
});
