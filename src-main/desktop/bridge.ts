/** The one contract between the window and the main process; both sides and the screens take their types here. */

import type { Language } from '../../src-shared/languages.ts';
import type { RoomFault, RoomMessage } from '../web/room-messages.ts';

/** The only IPC channel, in both directions. */
export const CHANNEL = 'room';

type RoomCall = { type: 'query' | 'mutation'; path: string; input: unknown };

export type RoomAnswer = { result: { data: unknown } } | { error: RoomFault };

/** What the window sends to the main process; `id` is the window's own name for a subscription. */
export type ToMain =
  | { kind: 'call'; call: RoomCall }
  | { kind: 'subscribe'; id: number; path: string; input: unknown }
  | { kind: 'stop'; id: number }
  | { kind: 'print' | 'view'; pdf: Uint8Array }
  | { kind: 'language'; language: Language };

/** What the menu asks of the window: to show the sheet of keys and guides; to print the paper that is shown. */
export type MenuCommand = 'show-keys' | 'print';

/** What the main process sends to the window. */
export type ToWindow = { id: number; message: RoomMessage } | { command: MenuCommand };

/** What the preload puts into the page as `window.committeeRoom`: no Node, no Electron, only the room. */
export type RoomBridge = {
  readonly host: 'electron';
  request(call: RoomCall): Promise<RoomAnswer>;
  /** @returns what stops it; nothing comes after that. */
  subscribe(path: string, input: unknown, onMessage: (message: RoomMessage) => void): () => void;
  /** Prints on the default printer without a dialog. Gives '' when it was taken, else what to tell the person. */
  printStraight(pdf: Uint8Array): Promise<string>;
  /** Opens it in the system's own PDF viewer. Gives '' when it was opened, else what to tell the person. */
  openInViewer(pdf: Uint8Array): Promise<string>;
  /** Tells the language of the window, which the menu and the dialogs follow. */
  tellLanguage(language: Language): void;
  /** @returns what stops it. */
  onCommand(listener: (command: MenuCommand) => void): () => void;
};
