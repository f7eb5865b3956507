import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packedBefore } from './packaging/packed-before.ts';

const VITEST = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');

const started: ChildProcess[] = [];
process.once('SIGTERM', () => started.forEach((child) => void child.kill()));

/**
 * `npm test`: the tests, with `npm run check` beside them, whose result comes at the end. Either can fail it.
 * Arguments are passed on to vitest: `npm test -- tests/e2e`.
 */
async function testAll(args: string[]): Promise<number> {
  const checking = check();
  const packed = packedBefore();
  const isWhole = args.length === 0;
  if (isWhole && packed.isSame) {
    say('Packing is skipped: nothing has changed since it passed. CI=true npm test includes it.');
    args.push('--project', '!packaging');
  }
  const tests = await codeOf(start([VITEST, 'run', ...args], 'inherit'));
  if (isWhole && tests === 0) packed.notePassed();
  const { code, output } = await checking;
  say(code === 0 ? 'Types and format: passed.' : `Types or format: FAILED (npm run check).\n${output}`);
  return tests || code;
}

async function check(): Promise<{ code: number; output: string }> {
  const { npm_execpath: npm } = process.env;
  if (!npm) throw new Error('Start this with `npm test`.');
  const child = start([npm, 'run', '--silent', 'check'], 'pipe');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return { code: await codeOf(child), output };
}

function start(command: string[], output: 'pipe' | 'inherit'): ChildProcess {
  const child = spawn(process.execPath, command, { stdio: ['ignore', output, output] });
  started.push(child);
  return child;
}

/** A process that was ended by a signal has no code, and counts as failed. */
async function codeOf(child: ChildProcess): Promise<number> {
  const [code] = await once(child, 'close');
  return typeof code === 'number' ? code : 1;
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

process.exitCode = await testAll(process.argv.slice(2));
