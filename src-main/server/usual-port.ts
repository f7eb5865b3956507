import { createHash } from 'node:crypto';
import type { RoomDoor } from '../api/room-door.ts';
import { Refusal } from '../store/refusal.ts';
import { type RoomServer, startServer } from './http.ts';

/** Below the ports that systems give out by themselves, above those that well-known programs ask for. */
const FIRST = 20_000;
const HOW_MANY = 10_000;

/**
 * Serves a room where it was served before. A browser keeps what a window chose (language, type, a name) and what it
 * could not yet send by the address; and a window left open when the program ended goes on when it is started again.
 */
export async function startAtUsualPort(door: RoomDoor, file: string): Promise<RoomServer> {
  try {
    return await startServer(door, { port: usualPort(file) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return startServer(door);
  }
}

/** The port of a room's file: always the same, and seldom that of another. */
export function usualPort(file: string): number {
  return FIRST + (createHash('sha256').update(file).digest().readUInt32BE() % HOW_MANY);
}
