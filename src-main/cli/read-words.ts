import { buffer as readAll } from 'node:stream/consumers';
import type { Streams } from '../web/standard-streams.ts';
import type { Arguments } from './arguments.ts';

/** The words of a pairing file, or `-` for standard input: others see what is typed behind a command. */
export async function readWords(args: Arguments, { stdin }: Streams): Promise<string> {
  const typed = args.needed('words');
  return typed === '-' ? (await readAll(stdin)).toString() : typed;
}
