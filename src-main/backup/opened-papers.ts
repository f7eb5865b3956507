import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isFolder } from '../store/room-file.ts';

/** The last part of the folder of papers that were opened in the system's viewer. */
export const PAPERS_FOLDER = 'papers';

/** The name of a paper that a program with that process id opened. */
export function paperName(pid: number, paper: number): string {
  return `paper-${pid}-${paper}.pdf`;
}

/** The papers that were opened and are still there. `folder` is undefined for a host that opens none. */
export function openedPapers(folder: string | undefined): string[] {
  if (folder === undefined || !isFolder(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter(isOpenedPaper);
}

/**
 * Whether a file is named and placed as an opened paper is. It may be gone already; what is there must be a plain file
 * and no link, so that nothing else is written over in its place.
 */
export function isOpenedPaper(file: string): boolean {
  const folder = dirname(file);
  if (basename(folder) !== PAPERS_FOLDER || !/^paper-\d+-\d+\.pdf$/.test(basename(file))) return false;
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found === undefined || (found.isFile() && found.nlink === 1 && isFolder(folder));
}
