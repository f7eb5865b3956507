import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { Refusal } from '../../src-main/store/refusal.ts';
import { temporaryFolder } from './temporary-room.ts';

/** A stick that keeps something else than what is written to it. */
vi.mock('node:fs', async (original) => {
  const real: Record<string, unknown> = await original();
  const write = real.writeSync as (handle: number, bytes: Uint8Array, at: number) => number;
  const writeSync = (handle: number, bytes: Uint8Array, at: number) =>
    write(
      handle,
      bytes.map((byte) => byte ^ 1),
      at,
    );
  return { ...real, writeSync };
});

const { writeAtomically } = await import('../../src-main/store/file/write-file.ts');

it('a file that is not read back as it was written is not kept', () => {
  const folder = temporaryFolder();
  expect(() => writeAtomically(join(folder, 'day.shared'), Buffer.from('a day'), 'a')).toThrow(
    new Refusal({
      text: 'What was read back of {{file}} is not what was written, so it was not kept. Check the disk or the USB stick, and try again.',
      things: { file: 'day.shared' },
    }),
  );
  expect(readdirSync(folder)).toEqual([]);
});
