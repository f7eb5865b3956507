/** What the desktop program tells `npm start`, which has started it, when it can say what a person sees. */
export type StartMessage =
  /** Its window. */
  | 'shown'
  /** The window of the program that was running already. */
  | 'open already'
  /** A sentence, in place of a window. */
  | { refused: string };

/** Sends it; a program that was started otherwise has nobody to tell. */
export function tellStart(message: StartMessage): void {
  if (process.connected) process.send?.(message);
}

/** The message of a program, undefined if it is none of these. */
export function asStartMessage(message: unknown): StartMessage | undefined {
  if (message === 'shown' || message === 'open already') return message;
  if (typeof message !== 'object' || message === null || !('refused' in message)) return undefined;
  return { refused: String(message.refused) };
}
