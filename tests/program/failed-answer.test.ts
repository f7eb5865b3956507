import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRoom } from '../../src-main/store/open-room.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText, temporaryFolder } from '../unit/temporary-room.ts';

const MAIN = join(import.meta.dirname, '../../src-main/cli/main.js');

/** Runs a command in a shell, followed by `behind`. Returns the shell’s exit code. */
function runTo(behind: string, ...args: string[]): { code: number | null; stderr: string } {
  const script = `{ "$0" "$@" ${behind}; }`;
  const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, MAIN, ...args], {
    encoding: 'utf8',
    input: 'KA-3\n',
  });
  return { code: status, stderr };
}

function roomFile(): string {
  const file = join(temporaryFolder(), 'day.room');
  const room = openRoom(file, { create: true, program: 'a test' });
  const lines = Array.from({ length: 9 }, (_, place) =>
    elector(String(place + 1), 'Evans', 'Ann', { vi: 'P' }),
  );
  importText(room, register(...lines), { promises: ['P'] });
  room.close();
  return file;
}

function markedIn(file: string): number {
  const room = openRoom(file, { create: false, program: 'a test' });
  try {
    return room.db.prepare<[], number>('SELECT COUNT(voted_at) FROM elector').pluck().get() ?? 0;
  } finally {
    room.close();
  }
}

describe.skipIf(!existsSync('/dev/full'))('an answer that cannot be written', () => {
  it('does not undo the work, and is reported in one sentence', () => {
    const file = roomFile();
    const out = join(temporaryFolder(), 'out');
    const commands = [
      ['mark', '--room', file, 'KA-1', '--json'],
      ['mark', '--room', file, '-'],
      ['undo', '--room', file, 'KA-1'],
      ['board', '--room', file, '--json'],
      ['sheets', '--room', file, '--out', out],
      ['check', '--room', file, '--json'],
      ['serve', '--room', file],
    ];
    for (const command of commands) {
      const { code, stderr } = runTo('> /dev/full', ...command);
      expect([command[0], code, stderr.trim().split('\n').length]).toEqual([command[0], 70, 1]);
      expect(stderr).toMatch(/could not be written/);
    }
    expect(markedIn(file)).toBe(1);
    expect(existsSync(out)).toBe(true);
  });

  it('is not a fault if a pipe was closed', () => {
    const file = roomFile();
    for (const json of [[], ['--json']]) {
      // Its exit code is written where its answer cannot be.
      const { stderr } = runTo('; echo "code $?" >&2; } | { true', 'mark', '--room', file, 'KA-1', ...json);
      expect(stderr).toMatch(/^code 0$/m);
      expect(stderr).not.toMatch(/^ +at /m);
    }
    expect(markedIn(file)).toBe(1);
  });

  it('does not change the exit code of a refusal', () => {
    const none = join(temporaryFolder(), 'none.room');
    expect(runTo('> /dev/full', 'mark', '--room', none, 'KA-1', '--json')).toMatchObject({ code: 1 });
    expect(runTo('> /dev/full', 'no-such-command', '--json')).toMatchObject({ code: 2 });
  });

  it('has the same exit code with standard error full or closed', () => {
    const file = roomFile();
    for (const [place, redirections] of ['> /dev/full 2> /dev/full', '> /dev/full 2>&-'].entries())
      expect(runTo(redirections, 'mark', '--room', file, `KA-${place + 1}`).code).toBe(70);
    expect(markedIn(file)).toBe(2);
  });
});
