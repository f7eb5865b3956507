import { z } from 'zod';
import type { Room } from '../../store/room.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import { storedJson } from '../../store/stored-json.ts';

/** What a voting-intention code may be taken to mean. */
export const CODE_MEANINGS = [
  'promise',
  'soft',
  'squeeze',
  'against',
  'unknown',
  'do not knock',
  'moved',
  'deceased',
] as const;
export type CodeMeaning = (typeof CODE_MEANINGS)[number];

/**
 * What each voting-intention code means in this room. Every party has letters of its own, so that is the manager's
 * choice, never guessed (REGISTERS.md, "Voting intention"). Case and outer spaces count for nothing.
 */
export class CodeMeanings {
  readonly #byCode: ReadonlyMap<string, CodeMeaning>;

  constructor(meanings: Record<string, CodeMeaning>) {
    this.#byCode = new Map(Object.entries(meanings).map(([code, meaning]) => [foldCode(code), meaning]));
  }

  of(code: string): CodeMeaning {
    return this.#byCode.get(code) ?? this.#byCode.get(foldCode(code)) ?? 'unknown';
  }

  /** Codes with a meaning, as the room keeps them. */
  asRecord(): Record<string, CodeMeaning> {
    return Object.fromEntries(this.#byCode);
  }

  /** The codes that count as a promise. */
  promises(): string[] {
    return [...this.#byCode].flatMap(([code, meaning]) => (meaning === 'promise' ? [code] : []));
  }
}

const MEANINGS = z.record(z.string(), z.enum(CODE_MEANINGS));

export function readCodeMeanings(room: Room): CodeMeanings {
  return new CodeMeanings(storedJson(readSetting(room, 'code_meanings') ?? '{}', MEANINGS));
}

/** Remembers the meanings; call it inside `room.change`. */
export function writeCodeMeanings(room: Room, meanings: Record<string, CodeMeaning>): void {
  const folded = Object.entries(meanings).flatMap(([code, meaning]) =>
    foldCode(code) === '' || meaning === 'unknown' ? [] : [[foldCode(code), meaning] as const],
  );
  writeSetting(room, 'code_meanings', JSON.stringify(Object.fromEntries(folded)));
}

/** Makes just these codes promises; what other codes mean, other than a promise, stays. */
export function withPromises(known: CodeMeanings, promises: readonly string[]): Record<string, CodeMeaning> {
  const others = Object.entries(known.asRecord()).filter(([, meaning]) => meaning !== 'promise');
  return Object.fromEntries([...others, ...promises.map((code) => [foldCode(code), 'promise'] as const)]);
}

function foldCode(code: string): string {
  return code.trim().toUpperCase();
}
