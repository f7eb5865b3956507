import { inEnglishJson } from '../../src-shared/message.ts';
import { RegisterRefused } from '../register/import/misread.ts';
import type { LineNote } from '../register/types.ts';
import { Refusal } from '../store/refusal.ts';
import { placesOf } from '../web/fault-log.ts';
import { type Streams, writeError, writeOut } from '../web/standard-streams.ts';
import { answer, FAULT } from './answer.ts';
import { Arguments, WrongUsage } from './arguments.ts';

/** How users start a command in a copy of the project. */
const PROJECT = 'npm run --silent room --';

/**
 * Runs one command and returns its exit code: 0 done; 1 refused, and nothing changed; 2 wrong usage; 70 a fault in
 * the program, or done, but the answer or a list could not be written. `program` is what a person types before the
 * command.
 */
export async function runCommandLine(
  [name = '', ...rest]: string[],
  program = PROJECT,
  streams: Streams = process,
): Promise<number> {
  const asJson = [name, ...rest].includes('--json');
  try {
    // Loaded on demand: commands do not need the server, and the server does not need the commands.
    if (name === 'serve') return await (await import('./serve.ts')).serve(rest);
    const { COMMANDS } = await import('./commands.ts');
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command)
      throw new WrongUsage(/^(?:-|$)/.test(name) ? 'Name a command.' : `There is no command "${name}".`);
    const outcome = await command.run(new Arguments(rest, command.takes), streams);
    if (outcome.notice !== undefined) await writeError(outcome.notice, streams.stderr);
    const code = await answer(asJson ? JSON.stringify(outcome.json, inEnglishJson) : outcome.words, streams);
    if (outcome.missing === undefined) return code;
    await writeError(outcome.missing, streams.stderr);
    return FAULT;
  } catch (error) {
    const failure = await failureOf(error, asJson, () => usage(name, program));
    await writeError(failure.words, streams.stderr);
    if (asJson) await writeOut(JSON.stringify(failure.json, inEnglishJson), streams.stdout);
    return failure.code;
  }
}

/** The same in JSON (`error`, and the refused lines of a register) and for people. */
type Failure = {
  code: number;
  json: { error: string; rejected?: LineNote[]; warnings?: LineNote[] };
  words: string;
};

async function failureOf(error: unknown, asJson: boolean, howUsed: () => Promise<string>): Promise<Failure> {
  if (error instanceof WrongUsage) {
    return { code: 2, json: { error: error.message }, words: `${error.message}\n\n${await howUsed()}` };
  }
  if (!(error instanceof Refusal)) return fault(error);
  const { message } = error;
  if (!(error instanceof RegisterRefused)) return { code: 1, json: { error: message }, words: message };
  const { rejected, warnings } = error;
  const { notes } = await import('./words.ts');
  return {
    code: 1,
    json: { error: message, rejected, warnings },
    words: [message, ...(asJson ? [] : notes('refused', rejected))].join('\n'),
  };
}

/** Where in the code it failed. The message is left out: it may contain electors' data. */
function fault(error: unknown): Failure {
  const { name, places } = placesOf(error);
  const sentence =
    'Something went wrong in the program. Check the room with the command check, then try again.';
  return { code: FAULT, json: { error: sentence }, words: [sentence, name, ...places].join('\n') };
}

const WITH_PASSPHRASE =
  'For a room with a passphrase: --passphrase-file FILE, --recovery-key-file FILE, or the variable COMMITTEE_ROOM_PASSPHRASE.';

async function usage(name: string, program: string): Promise<string> {
  const { COMMANDS } = await import('./commands.ts');
  const lines = Object.entries(COMMANDS).map(([each, { usage: line }]) => [each, line]);
  const all = [...lines, ['serve', 'serve --room F [--port P]']];
  const own = all.filter(([each]) => each === name);
  const list = (own.length > 0 ? own : all).map(([, line]) => `  ${program} ${line}`);
  return ['Usage (--json gives machine output):', ...list, '', WITH_PASSPHRASE].join('\n');
}
