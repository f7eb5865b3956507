import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from '../../src-main/server/browser.ts';

/**
 * Makes sure that the end-to-end tests have a browser before they start: installs one if that is possible without
 * asking (as root on Debian and its relatives), and otherwise says what to install. Tests are never skipped silently.
 */
function ensureBrowser(): number {
  if (findBrowser() !== null) return 0;
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) {
    process.stderr.write(
      `CHROME_PATH names ${CHROME_PATH}, which is not a program. Correct it or unset it.\n`,
    );
    return 1;
  }
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('The tests need Chrome, Edge or Chromium: installing Chromium.\n');
    const installed = run('apt-get', 'update') && install('chromium');
    // Not every relative of Debian has it, and the tests pass without.
    if (installed) install('chromium-headless-shell');
    if (installed && findBrowser() !== null) return 0;
  }
  process.stderr.write(
    'The tests need Google Chrome, Microsoft Edge or Chromium: install one (Debian and Ubuntu: sudo apt-get install chromium), or name one in CHROME_PATH.\n',
  );
  return 1;
}

const install = (name: string) => run('apt-get', 'install', '-y', '--no-install-recommends', name);

function run(program: string, ...args: string[]): boolean {
  const { status } = spawnSync(program, args, {
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

process.exitCode = ensureBrowser();
