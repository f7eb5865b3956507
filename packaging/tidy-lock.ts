import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Removes the `engines` of the packages from the lock file: `npm ci` compares them with the Node that runs npm and
 * prints a warning for each, but every script runs on the Node in `devDependencies`, which they all accept. npm adds
 * those of new packages again: `npm run tidy` removes them.
 */
const LOCK = fileURLToPath(new URL('../package-lock.json', import.meta.url));

type Lock = { packages: Record<string, { engines?: unknown }> };

const before = readFileSync(LOCK, 'utf8');
const lock: Lock = JSON.parse(before);
for (const [folder, about] of Object.entries(lock.packages)) {
  // The entry without a folder is the project itself.
  if (folder !== '') delete about.engines;
}
const after = `${JSON.stringify(lock, null, 2)}\n`;
if (after !== before) writeFileSync(LOCK, after);
