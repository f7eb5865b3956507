import { z } from 'zod';
import type { Room } from '../../store/room.ts';
import { changeSetting, readSetting } from '../../store/settings.ts';
import { storedJson } from '../../store/stored-json.ts';
import { ELECTION_KINDS, type ElectionKind } from './elections.ts';
import { keepsOff } from './keeps-off.ts';
import { saysNothing } from './no-answer.ts';

/** The possible meanings of a voting-intention code. */
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
 * What each voting-intention code means in this room. Every party has its own letters, so the manager chooses, and
 * nothing is guessed (REGISTERS.md, "Voting intention"); only words that say that nobody should knock do so unasked. Case
 * and outer spaces do not matter.
 */
export class CodeMeanings {
  readonly #byCode: ReadonlyMap<string, CodeMeaning>;
  readonly #answers = new Map<string, boolean>();
  readonly #onlyFor: ReadonlyMap<string, readonly ElectionKind[]>;

  constructor(meanings: Record<string, CodeMeaning>, onlyFor: Record<string, readonly ElectionKind[]> = {}) {
    this.#byCode = new Map(Object.entries(meanings).map(([code, meaning]) => [foldCode(code), meaning]));
    this.#onlyFor = new Map(Object.entries(onlyFor));
  }

  of(code: string): CodeMeaning {
    return this.#byCode.get(code) ?? this.#byCode.get(foldCode(code)) ?? meaningOfWords(code);
  }

  /** Whether somebody has said what a code means. */
  has(code: string): boolean {
    return this.#byCode.has(foldCode(code));
  }

  /** Whether a code says anything: it has a meaning here, or is not one of the words for `nobody was met`. A blank says nothing. */
  isAnswer(code: string): boolean {
    if (code === '') return false;
    const known = this.#answers.get(code);
    if (known !== undefined) return known;
    const isAnswer = this.has(code) || this.of(code) !== 'unknown' || !saysNothing(code);
    // A note in the wrong column is another one for each elector.
    if (this.#answers.size < 1000) this.#answers.set(code, isAnswer);
    return isAnswer;
  }

  /** Whether a promise with this code is for a poll: for every one, unless a person has chosen. */
  isFor(code: string, election: ElectionKind): boolean {
    return this.#onlyFor.get(foldCode(code))?.includes(election) ?? true;
  }

  /** The codes with a meaning, as the room stores them. */
  asRecord(): Record<string, CodeMeaning> {
    return Object.fromEntries(this.#byCode);
  }

  /** The same, with those of these codes that say themselves what they mean. */
  withWords(codes: readonly string[]): Record<string, CodeMeaning> {
    const said = codes.flatMap((code): [string, CodeMeaning][] => {
      const meaning = this.of(code);
      return meaning === 'unknown' ? [] : [[foldCode(code), meaning]];
    });
    return { ...Object.fromEntries(said), ...this.asRecord() };
  }

  /** The codes that count as a promise. */
  promises(): string[] {
    return [...this.#byCode].flatMap(([code, meaning]) => (meaning === 'promise' ? [code] : []));
  }
}

const MEANINGS = z.record(z.string(), z.enum(CODE_MEANINGS));

export function readCodeMeanings(room: Room): CodeMeanings {
  const meanings = storedJson(readSetting(room, 'code_meanings') ?? '{}', MEANINGS);
  return new CodeMeanings(meanings, readPromisesFor(room));
}

const ONLY_FOR = z.record(z.string(), z.array(z.enum(ELECTION_KINDS)));

/** The polls that a code's promise is for, where polls are combined and a person has chosen; by code in capitals. */
export function readPromisesFor(room: Room): Record<string, ElectionKind[]> {
  return storedJson(readSetting(room, 'promises_for') ?? '{}', ONLY_FOR);
}

/**
 * Stores which polls the promise of each code is for; a code that is left out is for all. Call it inside
 * `room.change`, and refresh everybody's standing afterwards.
 */
export function writePromisesFor(
  room: Room,
  onlyFor: Record<string, readonly ElectionKind[]>,
  by: string,
): void {
  const folded = Object.entries(onlyFor).map(([code, kinds]) => [
    foldCode(code),
    ELECTION_KINDS.filter((kind) => kinds.includes(kind)),
  ]);
  const value = JSON.stringify(Object.fromEntries(folded));
  // All polls for all, as before anybody chose, is no change.
  if (value !== (readSetting(room, 'promises_for') ?? '{}')) changeSetting(room, 'promises_for', value, by);
}

/** Stores the meanings. Call it inside `room.change`. */
export function writeCodeMeanings(room: Room, meanings: Record<string, CodeMeaning>, by: string): void {
  const folded = Object.entries(meanings).flatMap(([code, meaning]) =>
    foldCode(code) === '' || meaning === meaningOfWords(code) ? [] : [[foldCode(code), meaning] as const],
  );
  changeSetting(room, 'code_meanings', JSON.stringify(Object.fromEntries(folded)), by);
}

/** Makes exactly these codes promises. Other meanings of codes stay. */
export function withPromises(known: CodeMeanings, promises: readonly string[]): Record<string, CodeMeaning> {
  const others = Object.entries(known.asRecord()).filter(([, meaning]) => meaning !== 'promise');
  return Object.fromEntries([...others, ...promises.map((code) => [foldCode(code), 'promise'] as const)]);
}

type Counted = { code: string; electors: number };

/** Codes, most frequent first, with those that differ in case or outer spaces as the one code that they are. */
export function foldedCounts(counts: readonly Counted[]): Counted[] {
  return [...Map.groupBy(counts, ({ code }) => foldCode(code)).values()]
    .map((same) => ({
      code: same.reduce((a, b) => (b.electors > a.electors ? b : a)).code,
      electors: same.reduce((sum, { electors }) => sum + electors, 0),
    }))
    .sort((a, b) => b.electors - a.electors);
}

/** What a code says in words, until a person chooses: `Deceased`, `DNK`. A letter or a party says nothing yet. */
function meaningOfWords(code: string): CodeMeaning {
  const meaning = code.length > 2 ? keepsOff(code) : null;
  return meaning === null || meaning === 'not entitled' ? 'unknown' : meaning;
}

function foldCode(code: string): string {
  return code.trim().toUpperCase();
}
