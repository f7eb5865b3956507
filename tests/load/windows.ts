import { atMostEvery, REFRESH_EVERY_MS } from '../../src-renderer/shell/at-most-every.ts';
import { openWindow } from './window-client.ts';

/** What each screen queries again after a change, as the screens do (`useQuery` in src-renderer). */
const SCREENS: readonly (readonly [path: string, input?: unknown][])[] = [
  [['room.summary'], ['turnout.board', { by: 'street' }]],
  [
    ['room.summary'],
    ['turnout.board', { by: 'district' }],
    ['turnout.board', { by: 'hour' }],
    ['turnout.coverage'],
  ],
  [['room.summary'], ['turnout.recent', { limit: 50 }], ['turnout.numbersSetAside']],
  [['room.summary'], ['sheets.next', { byWalk: false }], ['turnout.stations']],
  [['room.summary'], ['journal.read', { kind: 'all', text: '', hour: null, before: null, limit: 100 }]],
];

export type ShownWindow = {
  /** How often it got every answer. */
  refreshed: number;
  /** The longest time from a request to the last answer, in milliseconds. */
  slowest: number;
  close(): void;
};

/** Opens a window that shows a screen, and queries again after changes as often as a window does (`useConnection`). */
export async function showScreen(
  address: string,
  place: number,
  onFault: (error: unknown) => void,
): Promise<ShownWindow> {
  const asker = openWindow(address);
  const questions = SCREENS[place % SCREENS.length] ?? [];
  const shown: ShownWindow = { refreshed: 0, slowest: 0, close: () => {} };
  const refresh = async () => {
    const start = performance.now();
    try {
      await Promise.all(questions.map(([path, input]) => asker.query(path, input)));
      shown.refreshed += 1;
      shown.slowest = Math.max(shown.slowest, performance.now() - start);
    } catch (error) {
      if (!isClosed) onFault(error);
    }
  };
  let isClosed = false;
  const { call, stop } = atMostEvery(REFRESH_EVERY_MS, refresh);
  await asker.follow(call);
  shown.close = () => {
    isClosed = true;
    stop();
    asker.close();
  };
  return shown;
}
