import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { startAtUsualPort, usualPort } from '../../src-main/server/usual-port.ts';
import { temporaryFolder } from './temporary-room.ts';

describe('a room opened in the browser', () => {
  it('uses the same port as before, so that the browser recognises it', async () => {
    const file = join(temporaryFolder(), 'day.room');
    const first = await served(file);
    const port = new URL(first.address).port;
    await first.close();
    const again = await served(file);
    expect(new URL(again.address).port).toBe(port);
    expect(Number(port)).toBe(usualPort(file));
  });

  it('uses another port if that one is taken', async () => {
    const file = join(temporaryFolder(), 'day.room');
    const first = await served(file);
    const second = await served(join(temporaryFolder(), 'other.room'), file);
    expect(new URL(second.address).port).not.toBe(new URL(first.address).port);
  });
});

async function served(file: string, as = file) {
  const door = RoomDoor.open(file, { create: true, program: 'a test' });
  const server = await startAtUsualPort(door, as);
  onTestFinished(async () => {
    await server.close();
    door.close();
  });
  return {
    address: server.address,
    async close() {
      await server.close();
      door.close();
    },
  };
}
