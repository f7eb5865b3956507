/**
 * `npm run audit`: are there known holes in the packages of the lock file? Exit code 0: asked, and none is known;
 * 1: some are, and stand above; 3: the registry did not answer, so that nothing is known either way.
 */
import { spawnSync } from 'node:child_process';
import { verdict } from './verdict.ts';

// Through the system's shell on Windows, where npm is a script.
const { status, stdout, stderr, error } = spawnSync('npm', ['audit', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
  timeout: 120_000,
});
const { code, sentence } = verdict({ status, stdout, error: error?.message ?? stderr });
console.log(sentence);
process.exitCode = code;
