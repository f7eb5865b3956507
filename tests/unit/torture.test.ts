import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../src-main/register/sample.ts';
import { killOften } from '../torture/kill.ts';
import { losePower } from '../torture/power-loss.ts';
import { temporaryFolder } from './temporary-room.ts';

// A little of `npm run torture`, which does it hundreds of times.
describe('a room', () => {
  it('loses nothing when the program is killed', async () => {
    const { kills, backups } = await killOften(temporaryFolder(), 10, seeded(7));
    expect(kills).toBe(10);
    expect(backups).toBeGreaterThanOrEqual(0);
  }, 120_000);

  it('loses nothing that was flushed when the power fails', () => {
    const { marks } = losePower(join(temporaryFolder(), 'power'), 12, seeded(7));
    expect(marks).toBeGreaterThan(0);
  });
});
