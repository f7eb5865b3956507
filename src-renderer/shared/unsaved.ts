import { useEffect } from 'react';

/** Parts of the window that may have something the room does not have yet. */
const holders = new Set<() => boolean>();

/** Calls `holds` when the window is about to close. @returns a function that stops it. */
export function askForUnsaved(holds: () => boolean): () => void {
  holders.add(holds);
  return () => holders.delete(holds);
}

/** The same for a component, as long as it is shown. */
export function useUnsaved(holds: boolean): void {
  useEffect(() => askForUnsaved(() => holds), [holds]);
}

/** Whether anything entered in this window has not reached the room. */
export function isAnythingUnsaved(): boolean {
  return [...holders].some((holds) => holds());
}
