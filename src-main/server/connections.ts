import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export type ConnectionLimits = {
  /** Connections that have shown the secret. */
  known: number;
  /** Those that have not yet. */
  strangers: number;
  /** How long a stranger may stay, in milliseconds. */
  strangerTimeout: number;
};

/**
 * Keeps the connections to a server few. One that has not shown the secret is a stranger: it may stay for a short time,
 * and when there are too many, the oldest goes. So nobody who says nothing can keep a window out.
 * @returns what makes a stranger known.
 */
export function limitConnections(
  server: Server,
  { known, strangers, strangerTimeout }: ConnectionLimits,
): (socket: Socket) => void {
  const waiting = new Map<Socket, ReturnType<typeof setTimeout>>();
  const shown = new Set<Socket>();
  const forget = (socket: Socket) => {
    clearTimeout(waiting.get(socket));
    waiting.delete(socket);
    shown.delete(socket);
  };
  server.on('connection', (socket) => {
    const [oldest] = waiting.keys();
    if (oldest && waiting.size >= strangers) {
      forget(oldest);
      oldest.destroy();
    }
    waiting.set(socket, setTimeout(() => socket.destroy(), strangerTimeout).unref());
    socket.once('close', () => forget(socket));
  });
  return (socket) => {
    if (!waiting.has(socket)) return;
    forget(socket);
    if (shown.size < known) shown.add(socket);
    else socket.destroy();
  };
}
