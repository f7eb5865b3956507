import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { atMostEvery } from '../../src-renderer/shell/at-most-every.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that takes a while. Returns when each run began, in milliseconds from the first. */
function timed(takes: number) {
  const began: number[] = [];
  const start = Date.now();
  const every = atMostEvery(250, async () => {
    began.push(Date.now() - start);
    await new Promise((resolve) => setTimeout(resolve, takes));
  });
  return { began, ...every };
}

describe('a window that follows a busy room', () => {
  it('asks at once, then a few times a second, and once more after the last change', async () => {
    const { began, call } = timed(10);
    for (let change = 0; change < 20; change += 1) {
      call();
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.advanceTimersByTimeAsync(2000);
    expect(began).toEqual([0, 260, 520, 780, 1040]);
  });

  it('waits ten times as long as the room took to answer, three seconds at most', async () => {
    const slow = timed(100);
    for (let change = 0; change < 40; change += 1) {
      slow.call();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(slow.began).toEqual([0, 1100]);
    const slower = timed(2000);
    slower.call();
    slower.call();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(slower.began).toEqual([0, 5000]);
  });

  it('asks again after an answer that failed, but not after it has stopped', async () => {
    let requests = 0;
    const { call, stop } = atMostEvery(250, async () => {
      requests += 1;
      throw new Error('lost');
    });
    call();
    call();
    await vi.advanceTimersByTimeAsync(1000);
    expect(requests).toBe(2);
    stop();
    call();
    await vi.advanceTimersByTimeAsync(1000);
    expect(requests).toBe(2);
  });
});
