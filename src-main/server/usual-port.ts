import { createHash } from 'node:crypto';
import type { RoomDoor } from '../api/room-door.ts';
import { Refusal } from '../store/refusal.ts';
import { type RoomServer, startServer } from './http.ts';

/** Below the ports that systems assign automatically, and above those of well-known programs. */
const FIRST = 20_000;
const HOW_MANY = 10_000;

/**
 * Serves a room on the same port as last time, if it is free. A browser stores a window's choices (language, type, a
 * name) and what it could not send yet for each address, and a window that was left open works again when the program
 * restarts.
 */
export async function startAtUsualPort(door: RoomDoor, file: string): Promise<RoomServer> {
  try {
    return await startServer(door, { port: usualPort(file) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return startServer(door);
  }
}

/** The port for a room's file: always the same, and rarely that of another room. */
export function usualPort(file: string): number {
  return FIRST + (createHash('sha256').update(file).digest().readUInt32BE() % HOW_MANY);
}
