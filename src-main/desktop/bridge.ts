/** The contract between the window and the main process. Both sides and the screens take their types from here. */

import type { Language } from '../../src-shared/languages.ts';
import type { RoomFault, RoomMessage } from '../web/room-messages.ts';

/** The only IPC channel, in both directions. */
export const CHANNEL = 'room';

/** `practice` is the id of the practice that the window is in, if it is in one. */
type RoomCall = { type: 'query' | 'mutation'; path: string; input: unknown; practice?: string | null };

export type RoomAnswer = { result: { data: unknown } } | { error: RoomFault };

/** Messages from the window. `id` is the window's own name for a subscription. */
export type ToMain =
  | { kind: 'call'; call: RoomCall }
  | { kind: 'subscribe'; id: number; path: string; input: unknown; practice: string | null }
  | { kind: 'stop'; id: number }
  | { kind: 'print' | 'view'; pdf: Uint8Array }
  | { kind: 'save' | 'folder'; suggested: string }
  | { kind: 'language'; language: Language };

/** Commands of the menu for the window: show the keys and guides; print the paper that is shown. */
export type MenuCommand = 'show-keys' | 'print';

/** Messages to the window. */
export type ToWindow = { id: number; message: RoomMessage } | { command: MenuCommand };

/** What the preload adds to the page as `window.committeeRoom`: no Node, no Electron, only the room. */
export type RoomBridge = {
  readonly host: 'electron';
  request(call: RoomCall): Promise<RoomAnswer>;
  /** @returns a function that stops it; nothing is sent after that. */
  subscribe(
    path: string,
    input: unknown,
    onMessage: (message: RoomMessage) => void,
    practice?: string | null,
  ): () => void;
  /** Prints on the default printer without a dialog. Returns '' if it was sent, otherwise a sentence for the user. */
  printStraight(pdf: Uint8Array): Promise<string>;
  /** Opens it in the system's own PDF viewer. Returns '' if it was opened, otherwise a sentence for the user. */
  openInViewer(pdf: Uint8Array): Promise<string>;
  /** Asks in the system's dialog where a file goes. Returns its whole path; null if nobody chose one. */
  chooseWhereToSave(suggested: string): Promise<string | null>;
  /** The same for a folder. */
  chooseFolder(suggested: string): Promise<string | null>;
  /** Reports the window's language, which the menu and the dialogs follow. */
  tellLanguage(language: Language): void;
  /** @returns a function that stops it. */
  onCommand(listener: (command: MenuCommand) => void): () => void;
};
