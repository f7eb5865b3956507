import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dropProcessLock, takeProcessLock } from '../../web/process-lock.ts';
import { resumedDownload } from './resumed-download.ts';

/**
 * `node install-electron.ts FOLDER GO_ON_AFTER_MS`, in a process of its own (fetch-electron.ts): Electron's own installer, which
 * verifies the download with a checksum and unpacks it, with a download that continues after an interruption.
 */
const [, , folder = '', goOnAfterMs = ''] = process.argv;
const kept = join(folder, '..', '.cache', 'committee-room');
const parts = join(kept, 'parts');
const lock = join(kept, 'fetching');

// Even if the start that asked for it has ended: the next one continues from there.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();

if (!takeProcessLock(lock)) {
  process.stderr.write('Error: another start of Committee Room is downloading it\n');
  process.exit(1);
}
let isHandedOver = false;
process.once('exit', () => {
  // It is not needed any more, good or not: the installer keeps a good download itself.
  if (isHandedOver) rmSync(parts, { recursive: true, force: true });
  dropProcessLock(lock);
});
const download = resumedDownload(
  globalThis.fetch,
  parts,
  (progress) => process.send?.(progress),
  Number(goOnAfterMs),
);
globalThis.fetch = async (input, init) => {
  const response = await download(input, init);
  isHandedOver ||= response.ok;
  return response;
};
await import(pathToFileURL(join(folder, 'install.js')).href);
