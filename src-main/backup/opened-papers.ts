import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isFolder } from '../store/file/room-file.ts';

/** The last part of the path of the folder for papers that were opened in the system's viewer. */
export const PAPERS_FOLDER = 'papers';

/** The name of a paper that a program with that process id opened. */
export function paperName(pid: number, paper: number): string {
  return `paper-${pid}-${paper}.pdf`;
}

/** The opened papers that still exist. `folder` is undefined for a host that opens none. */
export function openedPapers(folder: string | undefined): string[] {
  if (folder === undefined || !isFolder(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter(isOpenedPaper);
}

/**
 * Whether a file is named and placed like an opened paper. It may be gone already. If it exists, it must be a plain
 * file and not a link, so that nothing else is overwritten.
 */
export function isOpenedPaper(file: string): boolean {
  const folder = dirname(file);
  if (basename(folder) !== PAPERS_FOLDER || !/^paper-\d+-\d+\.pdf$/.test(basename(file))) return false;
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found === undefined || (found.isFile() && found.nlink === 1 && isFolder(folder));
}
