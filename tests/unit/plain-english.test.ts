import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Phrases of a private dialect that a reader would have to translate, each with what to write instead. */
const DIALECT: readonly [phrase: RegExp, instead: string][] = [
  [/\bstands? otherwise\b/, 'updated'],
  [/\bvotes? otherwise\b/, 'now vote differently'],
  [/\bstands? already on\b/, 'is already on'],
  [/\bwhat stands (?:here|there)\b/, 'what is there'],
  [/(?<!there )\bis none\b/, 'is not one'],
  [/\bnobody bears\b/, 'is not on the register'],
  [/\bnobody need\b/i, 'nobody has to'],
  [/\bwould else\b/, 'would otherwise'],
  [/\bpassed over, since\b/i, 'skipped'],
  [/\bis no elector\b/, 'is not an elector'],
  [/\bis down as\b/i, 'is recorded as'],
  [/\bimported so\b/, 'imported as it is'],
  [/\bmatched so by itself\b/, 'matched the same way'],
  [/\bentered lately\b/i, 'recently entered'],
  [/\bto see to\b/, 'to deal with'],
  [/\bkeep(?:s|ing)? out whoever\b/, 'lock out'],
  [/\bwrong or wicked\b/, 'malformed or malicious'],
  [/\bcares not\b/, 'ignores'],
  [/\btaken apart\b/, 'deleted, or split'],
  [/\bheld sideways\b/, 'landscape'],
];

/** Not the schema: the text of a released migration is never edited, comments included. */
const FILES = globSync('{src-main,src-shared,src-renderer,packaging}/**/*.{ts,tsx,js}', {
  exclude: ['src-main/store/schema.ts', 'src-main/store/newest-schema.ts'],
}).concat(
  globSync('{README,SECURITY,CONTRIBUTING,CHANGELOG}.md'),
  globSync('docs/**/*.md', { exclude: ['docs/DOMAIN.md', 'docs/REGISTERS.md', 'docs/*.cy.md'] }),
);

const LINES = FILES.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((line, at) => ({ line, place: `${file}:${at + 1}` })),
);

describe('plain English', () => {
  it.each(DIALECT)('says nothing that matches %s, but "%s"', (phrase) => {
    expect(LINES.filter(({ line }) => phrase.test(line))).toEqual([]);
  });

  it('is checked in the code and in the documents', () => {
    expect(FILES.length).toBeGreaterThan(450);
  });
});
