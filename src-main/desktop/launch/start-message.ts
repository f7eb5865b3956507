/** The desktop program's messages to `npm start`, which started it, about what the user sees. */
export type StartMessage =
  /** Its window. */
  | 'shown'
  /** The window of the program that was running already. */
  | 'open already'
  /** A sentence, instead of a window. */
  | { refused: string };

/** Sends it, if the program was started by `npm start`. */
export function sendStartMessage(message: StartMessage): void {
  if (process.connected) process.send?.(message);
}

/** The message of a program; undefined if it is not one of these. */
export function asStartMessage(message: unknown): StartMessage | undefined {
  if (message === 'shown' || message === 'open already') return message;
  if (typeof message !== 'object' || message === null || !('refused' in message)) return undefined;
  return { refused: String(message.refused) };
}
