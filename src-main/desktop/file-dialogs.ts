import { extname } from 'node:path';
import {
  BrowserWindow,
  dialog,
  type OpenDialogOptions,
  type SaveDialogOptions,
  type WebContents,
} from 'electron';

/**
 * Asks in the system's own dialog where a file goes, beginning with the suggested path. Returns the whole path, which
 * has the ending of the suggested one; null if nobody chose.
 */
export async function chooseWhereToSave(asking: WebContents, suggested: string): Promise<string | null> {
  const ending = extname(suggested);
  const options: SaveDialogOptions = {
    defaultPath: suggested,
    filters: [{ name: 'Committee Room', extensions: [ending.slice(1)] }],
    // Windows and macOS ask without being told to.
    properties: ['showOverwriteConfirmation'],
  };
  const window = BrowserWindow.fromWebContents(asking);
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || !filePath) return null;
  // Not every system adds it.
  return filePath.toLowerCase().endsWith(ending.toLowerCase()) ? filePath : `${filePath}${ending}`;
}

/** Asks for a folder, beginning with the suggested one. Returns its whole path; null if nobody chose. */
export async function chooseFolder(asking: WebContents, suggested: string): Promise<string | null> {
  const options: OpenDialogOptions = {
    ...(suggested === '' ? {} : { defaultPath: suggested }),
    properties: ['openDirectory', 'createDirectory'],
  };
  const window = BrowserWindow.fromWebContents(asking);
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}
