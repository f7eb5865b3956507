import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { everyProcedure } from '../every-procedure.ts';
import { PATHS } from '../fuzz/calls.ts';
import { Found, fuzz, must, type Target } from '../fuzz/target.ts';
import { TARGETS } from '../fuzz/targets.ts';
import { sampleOf } from '../sample-size.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'committee-room-fuzz-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe('a little fuzzing', () => {
  it.each(TARGETS)('$name: $holds', async (target) => {
    const inputs = sampleOf(target.runsPerSeed / 10);
    expect(await fuzz(target, folder(), { seed: 1, inputs })).toEqual({ inputs, lastSeed: 1 });
  });

  it('includes every procedure of the router', () => {
    expect(PATHS).toEqual(Object.keys(everyProcedure).sort());
    expect(PATHS.length).toBeGreaterThan(40);
  });

  it('reports the input that broke the rule', async () => {
    const broken: Target = {
      name: 'broken',
      holds: 'no text holds an x',
      runsPerSeed: 1000,
      property: () =>
        fc.asyncProperty(fc.string({ unit: fc.constantFrom('a', 'x') }), async (text) =>
          must(!text.includes('x'), 'there is no x'),
        ),
    };
    const found = fuzz(broken, folder(), { seed: 1, inputs: 1000 });
    await expect(found).rejects.toThrow(Found);
    await expect(found).rejects.toThrow(/^broken, seed 1, path .*there is no x[\s\S]*Input: \["x"\]$/);
  });
});
