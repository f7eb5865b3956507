import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dropProcessLock, takeProcessLock } from '../web/process-lock.ts';
import { resumedDownload } from './resumed-download.ts';

/**
 * `node install-electron.ts FOLDER`, a process of its own (fetch-electron.ts): Electron's own installer, which compares
 * what arrives with a checksum and unpacks it, with a download that goes on where it was broken off.
 */
const [, , folder = ''] = process.argv;
const kept = join(folder, '..', '.cache', 'committee-room');
const parts = join(kept, 'parts');
const lock = join(kept, 'fetching');

// Also when the start that asked for it is ended: the next one goes on from there.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();

if (!takeProcessLock(lock)) {
  process.stderr.write('Error: another start of Committee Room is fetching it\n');
  process.exit(1);
}
let isHandedOver = false;
process.once('exit', () => {
  // Good or not, it is of no use any more: the installer keeps what it has found to be good.
  if (isHandedOver) rmSync(parts, { recursive: true, force: true });
  dropProcessLock(lock);
});
const download = resumedDownload(globalThis.fetch, parts, (progress) => process.send?.(progress));
globalThis.fetch = async (input, init) => {
  const response = await download(input, init);
  isHandedOver ||= response.ok;
  return response;
};
await import(pathToFileURL(join(folder, 'install.js')).href);
