/** How an elector votes according to a list of absent voters or a person; '' leaves it to the register's markers. */
export const ABSENT_VOTES = ['', 'postal', 'proxy', 'none'] as const;
export type AbsentVote = (typeof ABSENT_VOTES)[number];

/**
 * Reads how a list says that one elector votes (`Postal`, `PV`, `A`, `Proxy`, `Postal proxy`, `None`, `In person`).
 * @returns null if the cell does not say.
 */
export function readAbsentVote(cell: string): AbsentVote | null {
  const word = cell.trim().toUpperCase();
  // If the proxy votes by post, it is still a proxy vote.
  if (/\bPROX|^P$|^PP$|^PX$/.test(word)) return 'proxy';
  if (/POST|^PV$|^AV$|^A$|^Y(?:ES)?$|^TRUE$|^1$|^X$|^T$/.test(word)) return 'postal';
  if (/^(?:NONE|NO|N|0|FALSE|F|IN PERSON|POLLING STATION|CANCELLED)$/.test(word)) return 'none';
  return null;
}
