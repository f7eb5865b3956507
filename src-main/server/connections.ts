import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export type ConnectionLimits = {
  /** Connections that have shown the token, which only the window has. */
  known: number;
  /** Those that have shown the cookie, which a browser sends to other programs of this computer too. */
  guests: number;
  /** Those that have shown nothing yet. */
  strangers: number;
  /** How long a stranger may stay, in milliseconds. */
  strangerTimeout: number;
};

export type Connections = { showsCookie(socket: Socket): void; showsToken(socket: Socket): void };

/**
 * Keeps the connections to a server few, so that nobody who says nothing, or knows no more than the cookie, can keep a
 * window out. A stranger may stay for a short time; of strangers and of guests, when there are too many, the one that
 * asked last the longest ago goes.
 */
export function limitConnections(server: Server, limits: ConnectionLimits): Connections {
  const strangers = new Map<Socket, ReturnType<typeof setTimeout>>();
  const guests = new Set<Socket>();
  const known = new Set<Socket>();
  /** @returns whether it was here. */
  const forget = (socket: Socket) => {
    clearTimeout(strangers.get(socket));
    return [strangers.delete(socket), guests.delete(socket), known.delete(socket)].includes(true);
  };
  const makeRoom = (among: Map<Socket, unknown> | Set<Socket>, most: number) => {
    const [oldest] = among.keys();
    if (!oldest || among.size < most) return;
    forget(oldest);
    oldest.destroy();
  };
  server.on('connection', (socket) => {
    makeRoom(strangers, limits.strangers);
    strangers.set(socket, setTimeout(() => socket.destroy(), limits.strangerTimeout).unref());
    socket.once('close', () => forget(socket));
  });
  return {
    showsCookie(socket) {
      if (known.has(socket) || !forget(socket)) return;
      makeRoom(guests, limits.guests);
      guests.add(socket);
    },
    showsToken(socket) {
      if (known.has(socket) || !forget(socket)) return;
      if (known.size < limits.known) known.add(socket);
      else socket.destroy();
    },
  };
}
