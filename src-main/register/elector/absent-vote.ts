/** How an elector votes by a list of absent voters or by hand; '' leaves it to the register's markers. */
export const ABSENT_VOTES = ['', 'postal', 'proxy', 'none'] as const;
export type AbsentVote = (typeof ABSENT_VOTES)[number];

/**
 * Reads what a list says of one elector (`Postal`, `PV`, `A`, `Proxy`, `Postal proxy`, `None`, `In person`).
 * @returns null when the cell says nothing of it.
 */
export function readAbsentVote(cell: string): AbsentVote | null {
  const word = cell.trim().toUpperCase();
  // A proxy's own postal vote is still a vote that somebody else casts.
  if (/\bPROX|^P$|^PP$|^PX$/.test(word)) return 'proxy';
  if (/POST|^PV$|^AV$|^A$|^Y(?:ES)?$|^TRUE$|^1$|^X$|^T$/.test(word)) return 'postal';
  if (/^(?:NONE|NO|N|0|FALSE|F|IN PERSON|POLLING STATION|CANCELLED)$/.test(word)) return 'none';
  return null;
}
