/**
 * Runs beside a fuzzing process, in its own thread: endless work blocks the main thread, so nothing there could report
 * it.
 */
import { workerData } from 'node:worker_threads';

const { shared, name, most } = workerData as { shared: SharedArrayBuffer; name: string; most: number };
const progress = new Int32Array(shared);
let last = -1;
let since = Date.now();

setInterval(() => {
  const now = Atomics.load(progress, 0);
  if (now !== last) {
    last = now;
    since = Date.now();
  } else if (Date.now() - since > most) {
    process.stderr.write(
      `${name}: hangs, or takes over ${most} ms, at seed ${Atomics.load(progress, 1)}, input ${Atomics.load(progress, 2)}.\n`,
    );
    // A thread’s own exit would leave the main thread hanging.
    process.kill(process.pid, 'SIGKILL');
  }
}, 500);
