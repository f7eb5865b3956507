import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src-main/cli/command-line.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { elector, register } from '../fixtures/register.ts';
import { markedOff } from '../marked-off.ts';
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
    return markedOff(room);
  } finally {
    room.close();
  }
}

/** A stream that fails like a full disk or a closed pipe. */
function failing(code: 'ENOSPC' | 'EPIPE'): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });
}

/** Runs a command in this process, with a standard output that fails. */
async function runFailing(
  code: 'ENOSPC' | 'EPIPE',
  args: string[],
  stderr: Writable = new PassThrough(),
): Promise<{ code: number; stderr: string }> {
  const streams = { stdin: Readable.from([Buffer.from('KA-3\n')]), stdout: failing(code), stderr };
  const ended = await runCommandLine(args, undefined, streams);
  stderr.end();
  return { code: ended, stderr: stderr instanceof PassThrough ? await text(stderr) : '' };
}

describe('an answer that cannot be written', () => {
  it('does not undo the work, and is reported in one sentence', async () => {
    const file = roomFile();
    const out = join(temporaryFolder(), 'out');
    const commands = [
      ['mark', '--room', file, 'KA-1', '--json'],
      ['mark', '--room', file, '-'],
      ['undo', '--room', file, 'KA-1'],
      ['board', '--room', file, '--json'],
      ['sheets', '--room', file, '--out', out],
      ['check', '--room', file, '--json'],
    ];
    for (const command of commands) {
      const { code, stderr } = await runFailing('ENOSPC', command);
      expect([command[0], code, stderr.trim().split('\n').length]).toEqual([command[0], 70, 1]);
      expect(stderr).toMatch(/could not be written/);
    }
    expect(markedIn(file)).toBe(1);
    expect(existsSync(out)).toBe(true);
  });

  it('is not a fault if the reader has gone', async () => {
    const file = roomFile();
    for (const json of [[], ['--json']]) {
      const { code, stderr } = await runFailing('EPIPE', ['mark', '--room', file, 'KA-1', ...json]);
      expect(code).toBe(0);
      expect(stderr).not.toMatch(/^ +at /m);
    }
    expect(markedIn(file)).toBe(1);
  });

  it('does not change the exit code of a refusal', async () => {
    const none = join(temporaryFolder(), 'none.room');
    const refused = await runFailing('ENOSPC', ['mark', '--room', none, 'KA-1', '--json']);
    expect(refused.code).toBe(1);
    expect((await runFailing('ENOSPC', ['no-such-command', '--json'])).code).toBe(2);
  });

  it('has the same exit code with standard error full', async () => {
    const file = roomFile();
    const both = await runFailing('ENOSPC', ['mark', '--room', file, 'KA-1'], failing('ENOSPC'));
    expect(both.code).toBe(70);
    expect(markedIn(file)).toBe(1);
  });
});

// The same with the streams of a process.
describe.skipIf(!existsSync('/dev/full'))('an answer that the system does not take', () => {
  it.each([['mark', 'KA-1'], ['serve']])('is reported in one sentence by %s', (...command) => {
    const { code, stderr } = runTo('> /dev/full', ...command, '--room', roomFile());
    expect([code, stderr.trim().split('\n').length]).toEqual([70, 1]);
    expect(stderr).toMatch(/could not be written/);
  });

  it('is not a fault if a pipe was closed', () => {
    const file = roomFile();
    // Its exit code is written where its answer cannot be.
    const { stderr } = runTo('; echo "code $?" >&2; } | { true', 'mark', '--room', file, 'KA-1', '--json');
    expect(stderr).toMatch(/^code 0$/m);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(markedIn(file)).toBe(1);
  });

  it('has the same exit code with standard error closed', () => {
    const file = roomFile();
    expect(runTo('> /dev/full 2>&-', 'mark', '--room', file, 'KA-1').code).toBe(70);
    expect(markedIn(file)).toBe(1);
  });
});
