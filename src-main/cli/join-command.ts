import { basename } from 'node:path';
import { z } from 'zod';
import { english, say } from '../../src-shared/message.ts';
import { type JoinedDay, joinDay, previewJoin } from '../exchange/joining/join-day.ts';
import type { CopyOfRoom } from '../exchange/joining/open-copy.ts';
import { Refusal } from '../store/refusal.ts';
import { storedOrNull } from '../store/stored-json.ts';
import type { Streams } from '../web/standard-streams.ts';
import { type Arguments, WrongUsage } from './arguments.ts';
import { type Command, inRoom, noWords } from './command.ts';
import { toSettle } from './laptop-words.ts';
import { readInput } from './read-input.ts';
import { readWords } from './read-words.ts';

/** Joins the day of a laptop that imported the register by itself. */
export const JOIN_COMMAND: Record<string, Command> = {
  'join-day': {
    usage:
      'join-day --room F --with COPY [--with-passphrase-file FILE | --words "…" (or - for standard input)] [--answers FILE.json] [--out NEW.room] [--preview]',
    takes: ['room', 'with', 'with-passphrase-file', 'words', 'answers', 'out', 'preview'],
    run: async (args, streams) => {
      noWords(args);
      const isPreview = args.has('preview');
      const file = args.text('out') === undefined ? null : args.path('out');
      const choice = { from: await copyIn(args, streams), answers: answersIn(args), file };
      return inRoom(args, async (room) => {
        // Nobody else has the room open, so nothing comes in meanwhile.
        const { meanwhile: _, ...joined } = await (isPreview ? previewJoin : joinDay)(room, choice);
        return { json: { ...joined, preview: isPreview }, words: inWords(joined, isPreview) };
      });
    },
  },
};

/** A copy opens with its own passphrase, or with that of this room if both have one; a pairing file with its words. */
async function copyIn(args: Arguments, streams: Streams): Promise<CopyOfRoom> {
  const copy = args.path('with');
  const [hasPassphrase, hasWords] = (['with-passphrase-file', 'words'] as const).map(
    (name) => args.text(name) !== undefined,
  );
  if (hasPassphrase && hasWords)
    throw new WrongUsage('A copy has a passphrase, and a pairing file has words: give one of the two.');
  if (hasWords) {
    const words = await readWords(args, streams);
    return { content: readInput(copy), words };
  }
  const key = hasPassphrase ? { passphrase: args.secretIn('with-passphrase-file') } : args.roomKey();
  return { path: copy, key };
}

/** @throws Refusal if the file is not an object of texts in JSON. */
function answersIn(args: Arguments): Record<string, string> {
  if (args.text('answers') === undefined) return {};
  const file = args.path('answers');
  const answers = storedOrNull(readInput(file).toString(), z.record(z.string(), z.string()));
  if (answers) return answers;
  throw new Refusal(
    say('{{file}} has no answers that are understood. Write them as JSON, such as {{example}}.', {
      file: basename(file),
      example: '{"KA-12": "KA-12", "KA-15": "not"}',
    }),
  );
}

function inWords(joined: Omit<JoinedDay, 'meanwhile'>, isPreview: boolean): string {
  const { electors, asked, nobody, carried, left, known, conflictKinds, laptop } = joined;
  const figures = ({ what, count }: JoinedDay['carried'][number]) => `  ${count} ${english(what)}`;
  return [
    `On the register: ${electors.here} electors here, ${electors.there} there. ${electors.matched} are the same (${electors.renumbered} with another number), ${electors.otherName} have the same number and another name, ${electors.onlyHere} are only here, ${electors.onlyThere} only there.`,
    `${isPreview ? 'Would be' : 'Was'} carried into the other day:`,
    ...carried.map(figures),
    ...(known > 0 ? [`${known} entries had come before.`] : []),
    ...(left.length > 0 ? ['Stays in the old room:', ...left.map(figures)] : []),
    ...listed('Nobody there; their numbers are set aside:', nobody.map(inLine)),
    ...listed(
      'To be answered, with “not” or a number of the other laptop:',
      asked
        .filter(({ answer }) => answer === null)
        .flatMap((each) => [
          `${each.key}: ${inLine(each)}`,
          ...each.candidates.map((candidate) => `    may be ${inLine(candidate)}`),
        ]),
    ),
    ...toSettle(conflictKinds, ` ${isPreview ? 'then' : 'in the new room'}: see the command conflicts`),
    ...(isPreview
      ? ['Nothing has been changed yet.']
      : [
          `This laptop is ${laptop.letter} (${laptop.name}) from now on, in ${joined.file}, which opens with ${joined.hasOwnPassphrase ? 'the passphrase of this room' : 'the passphrase or the words of the copy'}.`,
          `The old room is kept as it was: ${joined.keptAs}. Enter nothing more in it, and destroy it when the new one is right.`,
          'To go back, open the old room again and destroy the new one. That only helps until the new room has shared: from then on the other laptops have what it carried over.',
        ]),
  ].join('\n');
}

type Named = Pick<JoinedDay['nobody'][number], 'number' | 'name' | 'address'>;

function inLine({ number, name, address }: Named): string {
  return [number, name, address].filter(Boolean).join(', ');
}

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`)] : [];
}
