import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { type RoomServer, startServer } from '../../src-main/server/http.ts';
import { everySecond, Presence } from '../../src-main/server/presence.ts';
import type { ToBrowserWindow } from '../../src-main/server/window-messages.ts';
import { temporaryRoom } from './temporary-room.ts';

/** A server whose seconds pass when the test says so. */
async function served() {
  const ticks = new Set<() => void>();
  const door = RoomDoor.of(temporaryRoom());
  onTestFinished(() => door.practices.endAll());
  const server = await startServer(door, {
    everySecond: (work) => {
      ticks.add(work);
      return () => ticks.delete(work);
    },
  });
  onTestFinished(() => server.close());
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) for (const tick of ticks) tick();
  };
  return { server, door, pass };
}

/** A window as a browser opens it, with an id of its own choosing. */
class Window {
  readonly #server: RoomServer;
  readonly #id: string;
  readonly #practice: Record<string, string>;

  constructor(server: RoomServer, id: string, practice?: string) {
    this.#server = server;
    this.#id = id;
    this.#practice = practice === undefined ? {} : { 'x-room-practice': practice };
  }

  async ask(path: string, method = 'POST', body?: string): Promise<IncomingMessage> {
    const { port, hash } = new URL(this.#server.address);
    const outgoing = request({
      host: '127.0.0.1',
      port,
      path,
      method,
      agent: false,
      headers: { 'x-room-token': hash.replace('#token=', ''), 'x-room-window': this.#id, ...this.#practice },
    });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return answer;
  }

  async call(path: string, method?: string): Promise<number | undefined> {
    const answer = await this.ask(path, method);
    answer.resume();
    await once(answer, 'end');
    return answer.statusCode;
  }

  goodbye() {
    return this.call('/api/window/goodbye');
  }

  /** Follows the server. Returns the events it gets, and a way to break the connection without a goodbye. */
  async follow() {
    const answer = await this.ask('/api/window/stream');
    const events: ToBrowserWindow[] = [];
    answer.on('error', () => {});
    const lines = createInterface(answer).on('line', (line) => events.push(JSON.parse(line)));
    lines.on('error', () => {});
    return { events, ended: once(answer, 'close'), breakOff: () => answer.destroy() };
  }
}

/** Whether the promise has been resolved by now. */
async function isResolved(promise: Promise<void>): Promise<boolean> {
  return Promise.race([promise.then(() => true), new Promise<false>((no) => setImmediate(() => no(false)))]);
}

describe('a server with a browser', () => {
  it('ends 15 seconds after its last window said goodbye', async () => {
    const { server, pass } = await served();
    const [one, other] = [new Window(server, 'window-one'), new Window(server, 'window-other')];
    for (const window of [one, other]) await window.call('/api/room.door', 'GET');
    await one.goodbye();
    pass(60);
    expect(await isResolved(server.whenLastWindowClosed)).toBe(false);
    await other.goodbye();
    pass(14);
    expect(await isResolved(server.whenLastWindowClosed)).toBe(false);
    pass(1);
    expect(await isResolved(server.whenLastWindowClosed)).toBe(true);
  });

  it('keeps running when a window comes back in time, as a reloaded one does', async () => {
    const { server, pass } = await served();
    await new Window(server, 'before-reload').call('/api/room.door', 'GET');
    await new Window(server, 'before-reload').goodbye();
    pass(14);
    await new Window(server, 'after-reload').call('/api/room.door', 'GET');
    pass(599);
    expect(await isResolved(server.whenLastWindowClosed)).toBe(false);
  });

  it('waits for its first window without a limit, and for a window that follows it', async () => {
    const { server, pass } = await served();
    pass(5000);
    const window = new Window(server, 'window-one');
    await window.follow();
    pass(5000);
    expect(await isResolved(server.whenLastWindowClosed)).toBe(false);
  });

  it('ends some time after its last window’s stream broke without a goodbye', async () => {
    const { server, pass } = await served();
    const stream = await new Window(server, 'window-one').follow();
    pass(5000);
    expect(await isResolved(server.whenLastWindowClosed)).toBe(false);
    stream.breakOff();
    await vi.waitFor(async () => {
      pass(600);
      expect(await isResolved(server.whenLastWindowClosed)).toBe(true);
    });
  });

  it('is not kept alive by a call that arrives after its window’s goodbye', async () => {
    const { server, pass } = await served();
    const window = new Window(server, 'window-one');
    await window.goodbye();
    await window.call('/api/room.door', 'GET');
    new Window(server, 'window-two').call('/api/room.door', 'GET');
    await new Window(server, 'window-two').goodbye();
    pass(15);
    expect(await isResolved(server.whenLastWindowClosed)).toBe(true);
  });

  it('tells its windows that it is ending before it does', async () => {
    const { server } = await served();
    const { events, ended } = await new Window(server, 'window-one').follow();
    await vi.waitFor(() => expect(events.map(({ kind }) => kind)).toEqual(['changed', 'closing']));
    await server.close();
    await ended;
    expect(events.at(-1)).toEqual({ kind: 'ended' });
  });

  it('answers nothing else about windows, and nothing by GET', async () => {
    const { server } = await served();
    const window = new Window(server, 'window-one');
    expect(await window.call('/api/window/stream', 'GET')).toBe(405);
    expect(await window.call('/api/window/goodbye', 'GET')).toBe(405);
    expect(await window.call('/api/window/nothing')).toBe(404);
  });
});

describe('a practice in a browser', () => {
  const start = { isAutomatic: false, every: 60_000 };

  it('is the one of the window’s header, for calls and for subscriptions; an ended one is refused', async () => {
    const { server, door } = await served();
    const electors = async (practice?: string) => {
      const answer = await new Window(server, 'window-one', practice).ask('/api/room.summary', 'GET');
      return JSON.parse(await text(answer));
    };
    const id = await door.practices.start(start);
    expect(await electors()).toMatchObject({ result: { data: { electors: 0 } } });
    expect(await electors(id)).toMatchObject({ result: { data: { electors: 2500 } } });
    door.practices.end(id);
    for (const ended of [id, '', 'none']) {
      const error = { data: { isPracticeOver: true, httpStatus: 412 } };
      expect(await electors(ended), ended).toMatchObject({ error });
      const followed = await new Window(server, 'window-one', ended).ask(
        '/api/follow/room.changes',
        'POST',
        '{}',
      );
      expect(JSON.parse(await text(followed)), ended).toMatchObject({
        error: { data: { isPracticeOver: true } },
      });
    }
  });

  it('ends 15 seconds after all its windows said goodbye, unless one comes back', async () => {
    const { server, door, pass } = await served();
    const [one, other] = [await door.practices.start(start), await door.practices.start(start)];
    const window = (name: string, practice: string) => new Window(server, `window-${name}`, practice);
    for (const opened of [window('a', one), window('b', one), window('c', other)])
      await opened.call('/api/room.door', 'GET');
    await window('a', one).goodbye();
    await window('c', other).goodbye();
    pass(14);
    // A reloaded page has another id, and the practice of the one before.
    await window('d', other).call('/api/room.door', 'GET');
    pass(585);
    expect(door.practices.ids).toEqual([one, other]);
    await window('b', one).goodbye();
    await window('b', one).call('/api/room.door', 'GET');
    pass(15);
    expect(door.practices.ids).toEqual([other]);
  });
});

describe('a practice whose window vanishes without a goodbye', () => {
  it('ends when that window has had no stream and asked nothing for ten minutes, and no other is in it', async () => {
    const { server, door, pass } = await served();
    const id = await door.practices.start({ isAutomatic: false, every: 60_000 });
    const crashed = await new Window(server, 'window-one', id).follow();
    const other = await new Window(server, 'window-two', id).follow();
    pass(3600);
    crashed.breakOff();
    await new Window(server, 'window-real').call('/api/room.door', 'GET');
    pass(3600);
    expect(door.practices.ids).toEqual([id]);
    other.breakOff();
    await new Window(server, 'window-real').call('/api/room.door', 'GET');
    pass(599);
    expect(door.practices.ids).toEqual([id]);
    pass(16);
    expect(door.practices.ids).toEqual([]);
  });
});

describe('a window that vanishes without a goodbye', () => {
  const opened = () => {
    const presence = new Presence();
    const pass = (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) presence.tick();
    };
    presence.heard('window-one');
    return { presence, pass, isClosed: () => isResolved(presence.whenLastClosed) };
  };

  it('counts as closed when its stream has been broken for ten minutes while the computer is awake', async () => {
    const { presence, pass, isClosed } = opened();
    const broken = presence.stream();
    pass(599);
    broken();
    pass(599);
    expect(await isClosed()).toBe(false);
    pass(1);
    expect(await isClosed()).toBe(true);
  });

  it('gets the same time again when any window asks something or has a stream for a moment', async () => {
    const { presence, pass, isClosed } = opened();
    pass(599);
    presence.heard('window-one');
    pass(599);
    presence.stream()();
    pass(599);
    expect(await isClosed()).toBe(false);
  });

  it('does not time out while the computer sleeps, whatever the clock says', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { presence, isClosed } = opened();
    const stop = everySecond(() => presence.tick());
    onTestFinished(stop);
    vi.advanceTimersByTime(10_000);
    vi.setSystemTime(Date.now() + 24 * 60 * 60_000);
    vi.advanceTimersByTime(589_000);
    vi.useRealTimers();
    expect(await isClosed()).toBe(false);
    presence.tick();
    expect(await isClosed()).toBe(true);
  });
});
