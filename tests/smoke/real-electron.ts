import { electronPackage, electronProgram } from '../../src-main/desktop/launch/electron-binary.ts';
import { fetchElectron } from '../../src-main/desktop/launch/fetch-electron.ts';

const { ELECTRON_NEEDED } = process.env;
const folder = electronPackage();

/**
 * The real Electron program; null if it is not here. Nobody who runs the tests should wait for a hundred megabytes, so
 * it is fetched only if it is needed, as in the release workflow.
 */
export const electron =
  folder && (electronProgram(folder) ?? (ELECTRON_NEEDED ? await fetched(folder) : null));

if (!electron) {
  const sentence = 'The Electron program is not here, so nothing was tested in it.';
  if (ELECTRON_NEEDED) throw new Error(sentence);
  process.stderr.write(`Skipped: tests/smoke. ${sentence}\n`);
}

async function fetched(package_: string): Promise<string> {
  const outcome = await fetchElectron(package_).outcome;
  if ('program' in outcome) return outcome.program;
  throw new Error(`Electron could not be downloaded: ${outcome.failure}.`);
}

/** Chromium has no sandbox for root on Linux. */
export const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
