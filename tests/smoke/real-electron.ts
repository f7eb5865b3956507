import { findElectron } from '../../src-main/desktop/electron-binary.ts';

const { ELECTRON_NEEDED } = process.env;

/**
 * The real Electron program, null when it is not here. Nobody who runs the tests waits for a hundred megabytes: it is
 * fetched only where it is needed, as in the release workflow.
 */
export const electron = await findElectron(() => {}, { fetch: ELECTRON_NEEDED !== undefined });

if (!electron) {
  const sentence = 'The Electron program is not here, so nothing was tried in it.';
  if (ELECTRON_NEEDED) throw new Error(sentence);
  process.stderr.write(`Skipped: tests/smoke. ${sentence}\n`);
}

/** Chromium has no sandbox for root on Linux. */
export const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
