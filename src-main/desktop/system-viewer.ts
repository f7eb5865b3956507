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

/** Where papers lie that the system's viewer shows: for this user alone, and not for longer than the program runs. */
export function papersFolder(): string {
  return join(app.getPath('userData'), PAPERS_FOLDER);
}

/**
 * Opens a PDF in the system's own viewer, for a printer that does not take it from the program's. Gives '' when it was
 * opened, else what to tell the person.
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

/** Takes away what was opened: they are names on a disk. What a viewer holds fast is taken away at the next start. */
export function removeOpenedPapers(): void {
  try {
    rmSync(papersFolder(), { recursive: true, force: true });
  } catch {
    // At the next start.
  }
}
