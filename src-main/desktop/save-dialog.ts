import { extname } from 'node:path';
import { BrowserWindow, dialog, type SaveDialogOptions, type WebContents } from 'electron';

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
