import { saysEnded } from '../elector/absent-vote.ts';
import { type ListedVote, POSTAL, PROXY } from './columns/absent-columns.ts';

/** What the list itself says that it lists, and where. */
export type SaidByList = { vote: ListedVote; words: string };

/** What titles and names say. One that names both says that it lists both. */
export function saidBy(texts: readonly string[]): SaidByList[] {
  const said = new Map<ListedVote, string>();
  for (const text of texts) {
    const words = text.replace(/\s+/g, ' ').trim();
    // Proxies who vote by post.
    const plain = words.replace(/\bpostal prox(?:y|ies)\b/gi, 'proxy');
    if (POSTAL.test(plain) && !said.has('postal')) said.set('postal', words);
    if (PROXY.test(plain) && !said.has('proxy')) said.set('proxy', words);
  }
  return [...said].map(([vote, words]) => ({ vote, words: words.slice(0, 80) }));
}

/** The first text that says that votes have ended; '' if none does. */
export function endedBy(texts: readonly string[]): string {
  const words = texts.map((text) => text.replace(/\s+/g, ' ').trim());
  return words.find(saysEnded)?.slice(0, 80) ?? '';
}

/** `absent_voters-PROXY.csv`: the words of a file's name. */
export function inWords(fileName: string): string {
  return fileName
    .replace(/\.\w+$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
}

/** What a title among the lines says of those below it; null if it does not say one thing. */
export function sectionOf(title: string): ListedVote | null {
  const said = saidBy([title]);
  return said.length === 1 ? (said[0]?.vote ?? null) : null;
}
