import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, shell } from 'electron';
import { PAPERS_FOLDER, paperName } from '../backup/opened-papers.ts';
import { words } from './words.ts';

const refused = () =>
  words.t(
    'The paper could not be opened in this computer’s PDF viewer. Save it, and open it from where you saved it.',
  );

let papers = 0;

/** Papers that the system's viewer shows: readable by this user alone, and only while the program runs. */
export function papersFolder(): string {
  return join(app.getPath('userData'), PAPERS_FOLDER);
}

/**
 * Opens a PDF in the system's own viewer, for a printer that does not work from the program. Returns '' if it was
 * opened, otherwise a sentence for the user.
 */
export async function openInViewer(pdf: Uint8Array): Promise<string> {
  try {
    mkdirSync(papersFolder(), { recursive: true, mode: 0o700 });
    papers += 1;
    const file = join(papersFolder(), paperName(process.pid, papers));
    writeFileSync(file, pdf, { mode: 0o600 });
    return (await shell.openPath(file)) === '' ? '' : refused();
  } catch {
    return refused();
  }
}

/** Removes what was opened, since it contains names. What a viewer has locked is removed at the next start. */
export function removeOpenedPapers(): void {
  try {
    rmSync(papersFolder(), { recursive: true, force: true });
  } catch {
    // At the next start.
  }
}
