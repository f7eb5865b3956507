import type { Room } from '../store/room.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

/**
 * Voting-intention codes that count as a promise in this room. Every party has letters of its own, so which
 * count is the manager's choice, never guessed (REGISTERS.md, "Voting intention").
 */
export type PromiseCodes = { has(votingIntention: string): boolean };

/** Codes are compared without regard to case and outer spaces. */
export function promiseCodes(codes: readonly string[]): PromiseCodes {
  const folded = new Set(codes.map(fold).filter((code) => code !== ''));
  return { has: (votingIntention) => folded.has(fold(votingIntention)) };
}

export function readPromiseCodes(room: Room): string[] {
  const stored: unknown = JSON.parse(readSetting(room, 'promise_codes') ?? '[]');
  return Array.isArray(stored) ? stored.filter((code) => typeof code === 'string') : [];
}

/** Remembers the codes for the next import; call it inside `room.change`. */
export function writePromiseCodes(room: Room, codes: readonly string[]): void {
  writeSetting(
    room,
    'promise_codes',
    JSON.stringify([...new Set(codes.map((code) => code.trim()).filter(Boolean))]),
  );
}

function fold(code: string): string {
  return code.trim().toUpperCase();
}
