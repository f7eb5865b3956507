import type { CodeMeaning } from '../../src-main/register/elector/code-meanings.ts';
import type { ElectionKind } from '../../src-main/register/elector/elections.ts';

/** A voting intention with what it is to mean. */
type Meant = { code: string; meaning: CodeMeaning };

/** Words that mean a promise in every party; letters and numbers differ from party to party, so they are not here. */
const SAYS_PROMISE =
  /^(?:promised?|pledged?|(?:definite|probable|firm|certain|strong)(?:ly)?|(?:firm|strong) supporter|addewid|pendant|tebygol)s?$/i;

/**
 * The voting intentions with those proposed as a promise whose own word says so, if none of them has a meaning yet. A
 * proposal is shown, and counts once a person has gone on with it.
 */
export function withProposed<Code extends Meant>(codes: readonly Code[]): readonly Code[] {
  if (codes.some(({ meaning }) => meaning !== 'unknown')) return codes;
  return codes.map((each) => (SAYS_PROMISE.test(each.code.trim()) ? { ...each, meaning: 'promise' } : each));
}

/** Which voting intentions are typed, with spaces, commas or both between them, and the rest. */
export function readCodes(
  text: string,
  codes: readonly string[],
): { found: ReadonlySet<string>; unknown: string[] } {
  const found = new Set<string>();
  const unknown: string[] = [];
  const longestFirst = codes.map((code) => ({ code, folded: trimmed(code).toUpperCase() })).sort(byLength);
  for (let rest = trimmed(text); rest !== ''; ) {
    const begun = rest.toUpperCase();
    const code = longestFirst.find(
      ({ folded }) =>
        folded !== '' && begun.startsWith(folded) && /^(?:$|[\s,;])/.test(begun.slice(folded.length)),
    );
    const other = /^[^\s,;]+/.exec(rest)?.[0] ?? rest;
    if (code) found.add(code.code);
    else unknown.push(other);
    rest = trimmed(rest.slice((code?.folded ?? other).length));
  }
  return { found, unknown };
}

function byLength(a: { folded: string }, b: { folded: string }): number {
  return b.folded.length - a.folded.length;
}

function trimmed(text: string): string {
  return text.replace(/^[\s,;]+|\s+$/g, '');
}

/** The polls that the promise of each code is for, by code in capitals; a code that is left out is for all. */
export type OnlyFor = Readonly<Record<string, readonly ElectionKind[]>>;

/** The polls that a promise with this code is for. */
export function pollsOf(onlyFor: OnlyFor, code: string, kinds: readonly ElectionKind[]): ElectionKind[] {
  return kinds.filter((kind) => onlyFor[code.toUpperCase()]?.includes(kind) ?? true);
}

/** As the room takes it. */
export function asSent(onlyFor: OnlyFor): Record<string, ElectionKind[]> {
  return Object.fromEntries(Object.entries(onlyFor).map(([code, kinds]) => [code, [...kinds]]));
}
