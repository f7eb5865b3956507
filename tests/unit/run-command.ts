import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../../src-main/cli/command-line.ts';

const MAIN = join(import.meta.dirname, '../../src-main/cli/main.js');

/** What a command returned; `json` is its standard output, parsed, if `--json` asked for it. */
export type Ran = { code: number | null; json: unknown; stdout: string; stderr: string };

/** Runs a command in this process, with streams of its own. Use `startCommand` for what only a process has. */
export async function runCommand(args: string[], input: string | Buffer = ''): Promise<Ran> {
  const [stdout, stderr] = [new Kept(), new Kept()];
  const code = await runCommandLine(args, undefined, {
    stdin: Readable.from([Buffer.from(input)]),
    stdout,
    stderr,
  });
  return ran(args, code, stdout.text, stderr.text);
}

/** Runs a command as a user’s terminal would, in its own process. Each takes half a second, so there are few. */
export function startCommand(
  args: string[],
  input: string | Buffer = '',
  as: { uid?: number; gid?: number } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    ...as,
    input,
    encoding: 'utf8',
  });
  return ran(args, status, stdout, stderr);
}

function ran(args: string[], code: number | null, stdout: string, stderr: string): Ran {
  return { code, json: args.includes('--json') ? JSON.parse(stdout) : undefined, stdout, stderr };
}

/** Keeps what is written to it. */
class Kept extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
