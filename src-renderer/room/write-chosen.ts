import { saveBase64 } from '../shared/save-text.ts';

/** What the room made: with its content if the window saves it, as a browser does. */
type Made = { file: string; base64: string | null; isOnOwnDisk: boolean };
/** Where it is now. */
export type WrittenTo = 'downloads' | 'own disk' | 'stick';
export type Written<Of> = Omit<Of, 'base64' | 'isOnOwnDisk'> & { to: WrittenTo };

/**
 * Asks where a file goes and has the room write it there; a browser saves what it is given instead, and `write` gets
 * null. Null if nobody chose. Without a suggestion the file goes to `known`, where it went before.
 */
export async function writeChosen<Of extends Made>(
  place: { suggested: string } | { known: string },
  write: (file: string | null) => Promise<Of>,
): Promise<Written<Of> | null> {
  const bridge = window.committeeRoom;
  const file =
    'known' in place ? place.known : bridge ? await bridge.chooseWhereToSave(place.suggested) : null;
  if (bridge && file === null) return null;
  const { base64, isOnOwnDisk, ...made } = await write(file);
  if (base64 === null) return { ...made, to: isOnOwnDisk ? 'own disk' : 'stick' };
  saveBase64(made.file, base64, 'application/octet-stream');
  return { ...made, to: 'downloads' };
}
