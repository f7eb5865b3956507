import { type Save, saveAtomically } from '../store/file/write-file.ts';

/** How the files of an export begin, and what else they contain. Only such a file is ever replaced. */
export type Signs = { start: string; mark?: string };

/** For what is saved without a journal entry of its own. */
export function nothing(): void {}

/**
 * Saves an export and its journal entry in one step: writes the file beside its place, adds the entry, then moves the
 * file. An export that fails on the way leaves no file.
 */
export function saveTo(file: string, { start, mark }: Signs): Save<string | Uint8Array> {
  return (made, record) => saveAtomically({ file, content: Buffer.from(made), ours: start, mark }, record);
}
