import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../src-main/cli/main.js');

export type Ran = { code: number | null; json: unknown; stdout: string; stderr: string };

/** Runs a command as a user's terminal would, in a process of its own; `json` is its standard output, parsed. */
export function runCommand(
  args: string[],
  input: string | Buffer = '',
  as: { uid?: number; gid?: number } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    ...as,
    input,
    encoding: 'utf8',
  });
  return { code: status, json: args.includes('--json') ? JSON.parse(stdout) : undefined, stdout, stderr };
}
