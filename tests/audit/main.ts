/**
 * `npm run audit`: do the packages in the lock file have known vulnerabilities? Exit code 0: checked, and none is
 * known; 1: some are, and are listed above; 3: the registry did not answer, so the result is unknown.
 */
import { spawnSync } from 'node:child_process';
import { verdict } from './verdict.ts';

// npm is a script on Windows, so it needs the system’s shell.
const { status, stdout, stderr, error } = spawnSync('npm', ['audit', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
  timeout: 120_000,
});
const { code, sentence } = verdict({ status, stdout, error: error?.message ?? stderr });
console.log(sentence);
process.exitCode = code;
