import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export type ConnectionLimits = {
  /** Connections that have shown the token, which only the window has. */
  withToken: number;
  /** Those that have shown the cookie, which a browser sends to other programs of this computer too. */
  withCookie: number;
  /** Those that have shown nothing yet. */
  unknown: number;
  /** How long such a connection may stay, in milliseconds. */
  unknownTimeout: number;
};

export type Connections = { showsCookie(socket: Socket): void; showsToken(socket: Socket): void };

/**
 * Limits the connections to a server, so that a client without the token, or with only the cookie, cannot keep a
 * window out. A connection that has shown nothing may stay for a short time. If there are too many of a kind, the one
 * whose last request is the oldest is closed.
 */
export function limitConnections(server: Server, limits: ConnectionLimits): Connections {
  const unknown = new Map<Socket, ReturnType<typeof setTimeout>>();
  const withCookie = new Set<Socket>();
  const withToken = new Set<Socket>();
  /** @returns whether it was counted. */
  const forget = (socket: Socket) => {
    clearTimeout(unknown.get(socket));
    return [unknown.delete(socket), withCookie.delete(socket), withToken.delete(socket)].includes(true);
  };
  const makeRoom = (among: Map<Socket, unknown> | Set<Socket>, most: number) => {
    const [oldest] = among.keys();
    if (!oldest || among.size < most) return;
    forget(oldest);
    oldest.destroy();
  };
  server.on('connection', (socket) => {
    makeRoom(unknown, limits.unknown);
    unknown.set(socket, setTimeout(() => socket.destroy(), limits.unknownTimeout).unref());
    socket.once('close', () => forget(socket));
  });
  return {
    showsCookie(socket) {
      if (withToken.has(socket) || !forget(socket)) return;
      makeRoom(withCookie, limits.withCookie);
      withCookie.add(socket);
    },
    showsToken(socket) {
      if (withToken.has(socket) || !forget(socket)) return;
      if (withToken.size < limits.withToken) withToken.add(socket);
      else socket.destroy();
    },
  };
}
