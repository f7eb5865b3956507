import { userInfo } from 'node:os';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '../../src-shared/message.ts';
import { readDate } from '../register/elector/elector-date.ts';
import { decodeFirstLine } from '../register/file/text/decode.ts';
import { Refusal } from '../store/refusal.ts';
import type { RoomKey } from '../store/room-key.ts';
import { readInput } from './read-input.ts';

/** The command line is wrong; the message says how (exit code 2). */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** All options of all commands that have a value. */
const OPTIONS = {
  room: { type: 'string' },
  out: { type: 'string' },
  canvass: { type: 'string' },
  promises: { type: 'string' },
  mapping: { type: 'string' },
  district: { type: 'string' },
  street: { type: 'string' },
  round: { type: 'string' },
  order: { type: 'string' },
  by: { type: 'string' },
  as: { type: 'string' },
  electors: { type: 'string' },
  seed: { type: 'string' },
  port: { type: 'string' },
  doors: { type: 'string' },
  'polling-day': { type: 'string' },
  election: { type: 'string' },
  marker: { type: 'string', multiple: true },
  knock: { type: 'string', multiple: true },
  date: { type: 'string', multiple: true },
  'date-order': { type: 'string' },
  encoding: { type: 'string' },
  'promise-for': { type: 'string', multiple: true },
  'chase-postal': { type: 'string' },
  'save-refused': { type: 'string' },
  'taken-for': { type: 'string' },
  everyone: { type: 'string' },
  to: { type: 'string' },
  name: { type: 'string' },
  certificate: { type: 'string' },
  yes: { type: 'boolean' },
  'without-key': { type: 'string' },
  'for-laptops': { type: 'string' },
  of: { type: 'string' },
  'take-back': { type: 'boolean' },
  walk: { type: 'string' },
  top: { type: 'string' },
  sides: { type: 'string' },
  'most-doors': { type: 'string' },
  paper: { type: 'string' },
  details: { type: 'string' },
  runner: { type: 'string' },
  language: { type: 'string' },
  'passphrase-file': { type: 'string' },
  'recovery-key-file': { type: 'string' },
  'new-passphrase-file': { type: 'string' },
  words: { type: 'string' },
  with: { type: 'string' },
  'with-passphrase-file': { type: 'string' },
  answers: { type: 'string' },
  json: { type: 'boolean' },
  remove: { type: 'boolean' },
  large: { type: 'boolean' },
  'doors-only': { type: 'boolean' },
  cover: { type: 'boolean' },
  complete: { type: 'boolean' },
  preview: { type: 'boolean' },
  mend: { type: 'boolean' },
  'accept-refused': { type: 'boolean' },
  'remove-missing': { type: 'boolean' },
} as const;

/** Options that every command has: the form of the answer, who does it, and the passphrase. */
const ALWAYS = ['json', 'as', 'passphrase-file', 'recovery-key-file'] as const;

export type OptionName = keyof typeof OPTIONS;

/** A command's arguments, checked against the options that it has. */
export class Arguments {
  readonly words: string[];
  readonly #values: Partial<Record<OptionName, string | boolean | string[]>>;

  /** @throws WrongUsage if an option is not one of `takes`, or its value is missing. */
  constructor(args: string[], takes: readonly OptionName[]) {
    const options = Object.fromEntries([...takes, ...ALWAYS].map((name) => [name, OPTIONS[name]]));
    try {
      const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
      this.words = positionals;
      this.#values = values as Partial<Record<OptionName, string | boolean | string[]>>;
    } catch (error) {
      throw new WrongUsage(error instanceof Error ? error.message : String(error));
    }
  }

  has(name: OptionName): boolean {
    return this.#values[name] === true;
  }

  text(name: OptionName): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** An option that may be given more than once. */
  texts(name: OptionName): string[] {
    const values = this.#values[name];
    return Array.isArray(values) ? values : [];
  }

  /** An ISO date. */
  date(name: OptionName): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (readDate(value) !== value) throw new WrongUsage(`--${name} takes a date such as 2027-05-06.`);
    return value;
  }

  needed(name: OptionName): string {
    const value = this.text(name);
    if (!value) throw new WrongUsage(`--${name} is missing.`);
    return value;
  }

  /** A path, relative to where the user is. `npm run` changes to the project's folder. */
  path(name: OptionName): string {
    return fromHere(this.needed(name));
  }

  number(name: OptionName, least: number, most: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most) {
      throw new WrongUsage(`--${name} takes a whole number from ${least} to ${most}.`);
    }
    return number;
  }

  oneOf<Word extends string>(name: OptionName, words: readonly Word[]): Word | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const word = words.find((each) => each === value);
    if (!word) throw new WrongUsage(`--${name} takes one of: ${words.join(', ')}.`);
    return word;
  }

  /** Words separated by commas. '' means an empty list. */
  listOf<Word extends string>(name: OptionName, words: readonly Word[]): Word[] | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const given = value
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
    return given.map((each) => {
      const word = words.find((known) => known === each);
      if (!word) throw new WrongUsage(`--${name} takes some of: ${words.join(', ')}.`);
      return word;
    });
  }

  /**
   * The room's passphrase or recovery key, from `--passphrase-file`, `--recovery-key-file` or the environment
   * variable COMMITTEE_ROOM_PASSPHRASE. The secret itself is never an argument: the list of running programs would
   * show it.
   */
  roomKey(): RoomKey | undefined {
    if (this.text('recovery-key-file') !== undefined) {
      return { recoveryKey: this.secretIn('recovery-key-file') };
    }
    const passphrase =
      this.text('passphrase-file') === undefined
        ? process.env.COMMITTEE_ROOM_PASSPHRASE
        : this.secretIn('passphrase-file');
    return passphrase === undefined ? undefined : { passphrase };
  }

  /**
   * The first line of a text file in any encoding, with its spaces: fields in the window keep them too.
   * @throws Refusal if the file cannot be read, is not text, or its first line is empty.
   */
  secretIn(name: OptionName): string {
    const file = this.path(name);
    const bytes = readInput(file);
    if (bytes.length > LONGEST_SECRET) throw new Refusal(notASecret(file));
    const secret = firstLine(bytes, file);
    if (secret.trim() === '') throw new Refusal(notASecret(file));
    return secret;
  }

  /** The person to name in the journal. */
  who(): string {
    return this.text('as') ?? userInfo().username;
  }
}

function firstLine(bytes: Buffer, file: string): string {
  try {
    return decodeFirstLine(bytes);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(notASecret(file), { cause: error }) : error;
  }
}

/** Bytes. A passphrase or recovery key is one line. A larger file was chosen by mistake. */
const LONGEST_SECRET = 10_000;

const notASecret = (file: string) =>
  say(
    '{{file}} is not a text file with a passphrase or a recovery key in its first line. Save it as plain text, or choose the right file.',
    { file: basename(file) },
  );

export function fromHere(path: string): string {
  const { npm_lifecycle_event, INIT_CWD } = process.env;
  return npm_lifecycle_event === 'room' && INIT_CWD ? resolve(INIT_CWD, path) : resolve(path);
}
