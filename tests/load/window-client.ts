import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { json, text } from 'node:stream/consumers';

/** How a browser window reaches the server: with its own connections and the token of the printed address. */
export type WindowClient = {
  /** Calls a procedure over HTTP and returns its data. @throws when the answer is not 200. */
  query(path: string, input?: unknown): Promise<unknown>;
  mutate(path: string, input: unknown): Promise<unknown>;
  /** Follows a subscription to its end. @throws when it reports a failure. */
  run(path: string, input: unknown): Promise<void>;
  /** Calls `onChange` whenever the room has changed, until the window closes. */
  follow(onChange: () => void): Promise<void>;
  close(): void;
};

/** As many connections to one server as a browser opens. */
const CONNECTIONS = 6;

/** Opens a window on a server by its printed address. */
export function openWindow(address: string): WindowClient {
  const { hostname, port, hash } = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const headers = { 'x-room-token': hash.replace('#token=', '') };

  async function send(method: string, path: string, body?: string): Promise<IncomingMessage> {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const outgoing = request({
      agent,
      hostname,
      port,
      method,
      path: `/api/${path}`,
      headers: { ...headers, ...type },
    });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return answer;
  }

  async function dataOf(answer: IncomingMessage): Promise<unknown> {
    const reply = (await json(answer)) as { result?: { data?: unknown }; error?: unknown };
    if (answer.statusCode !== 200)
      throw new Error(`Status ${answer.statusCode}: ${JSON.stringify(reply.error)}`);
    return reply.result?.data;
  }

  return {
    async query(path, input) {
      const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      return dataOf(await send('GET', `${path}${search}`));
    },
    mutate: async (path, input) => dataOf(await send('POST', path, JSON.stringify(input))),
    async run(path, input) {
      const stream = await text(await send('POST', `follow/${path}`, JSON.stringify({ input })));
      if (!stream.includes('"stopped"'))
        throw new Error(`${path} ended with ${stream.trim().split('\n').at(-1)}`);
    },
    async follow(onChange) {
      const answer = await send('POST', 'window/stream');
      if (answer.statusCode !== 200)
        throw new Error(`The stream of a window has status ${answer.statusCode}.`);
      answer.setEncoding('utf8').on('data', (piece: string) => {
        if (piece.includes('"changed"')) onChange();
      });
      // The server ends it when it closes.
      answer.on('error', () => {});
    },
    close: () => agent.destroy(),
  };
}
