import { type Save, saveWhole } from '../store/write-file.ts';

/** How the files of an export begin, and what else they hold, so that only such a file is ever replaced. */
export type Signs = { start: string; mark?: string };

/** For what is saved without an entry of its own. */
export function nothing(): void {}

/**
 * Saves an export to a file in one step with its entry in the journal: written beside its place, journaled, then moved
 * there. An export that fails on the way leaves no file.
 */
export function saveTo(file: string, { start, mark }: Signs): Save<string | Uint8Array> {
  return (made, record) => saveWhole({ file, content: Buffer.from(made), ours: start, mark }, record);
}
