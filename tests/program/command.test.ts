import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { LAYOUTS, layoutFile } from '../fixtures/layouts.ts';
import { runCommand, startCommand } from '../unit/run-command.ts';
import { temporaryFolder } from '../unit/temporary-room.ts';

// What a command does is tested in one process (tests/unit/command-line.test.ts). Here is what only a process has:
// its exit code, its standard input and its streams.
let room: string;

beforeEach(async () => {
  room = join(temporaryFolder(), 'day.room');
  const register = join(temporaryFolder(), 'register.csv');
  writeFileSync(register, layoutFile(LAYOUTS.at(-1)!));
  const { code, stdout, stderr } = await runCommand([
    'import',
    register,
    '--room',
    room,
    '--promises',
    'P,L',
  ]);
  expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('8 imported'), '']);
});

describe('a command in its own process', () => {
  it('reads numbers from standard input, and answers on standard output only', () => {
    const ran = startCommand(
      ['mark', '--room', room, '--district', 'ka', '--json', '-'],
      '1\r\n\r\n2/1\nKA 3, 4\n',
    );
    expect(ran).toMatchObject({ code: 0, json: { marked: 4 }, stderr: '' });
    expect(ran.stdout).toMatch(/^\{.*\}\n$/);
  });

  it('exits with 1 if it is refused, and with 2 if it is used wrongly, each with a sentence', () => {
    const none = join(temporaryFolder(), 'none.room');
    const refused = startCommand(['board', '--room', none, '--json']);
    expect(refused).toMatchObject({
      code: 1,
      json: { error: expect.stringContaining('There is no room at') },
    });
    expect(refused.stderr).toMatch(/^There is no room at/);
    expect(existsSync(none)).toBe(false);
    const wrong = startCommand(['frobnicate']);
    expect([wrong.code, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain('npm run --silent room -- import');
  });
});
