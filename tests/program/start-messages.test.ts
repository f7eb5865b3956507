import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../unit/temporary-room.ts';

const PROGRAM = join(import.meta.dirname, '../fixtures/boot-start-messages.ts');

/** The first message that the desktop program sends to `npm start`, with a stand-in for Electron. */
async function firstMessage(file: string, env: NodeJS.ProcessEnv = {}): Promise<unknown> {
  const child = fork(PROGRAM, [file], {
    env: { ...process.env, STAND_IN_USER_DATA: temporaryFolder(), ...env },
    silent: true,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [message] = await once(child, 'message');
  return message;
}

describe('the desktop program’s message to npm start', () => {
  it('says why it cannot open the room', async () => {
    const file = join(temporaryFolder(), 'letter.room');
    writeFileSync(file, 'Dear Sir or Madam, '.repeat(500));
    expect(await firstMessage(file)).toEqual({
      refused: 'letter.room is not a Committee Room file. Choose a .room file, or a new name to make one.',
    });
  });

  it('says that its window was open already, if it is the second', async () => {
    const file = join(temporaryFolder(), 'day.room');
    expect(await firstMessage(file, { STAND_IN_SECOND: '1' })).toBe('open already');
  });
});
