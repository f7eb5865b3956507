import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { dayAndMonth } from '../../src-shared/days.ts';
import { LANGUAGE_IDS, type Language } from '../../src-shared/languages.ts';
import { inEnglish } from '../../src-shared/look-up.ts';
import { type Message, say } from '../../src-shared/message.ts';
import { destroyReplica, replicaNamed } from '../backup/destroy-replica.ts';
import {
  type Certificate,
  certificateTitle,
  destroyRoom,
  destroyUnopened,
  filesOf,
  filesOfUnopened,
  goOnDestroying,
  inWords,
} from '../backup/destroy-room.ts';
import { type DestructionPlan, dropPlan, readPlan } from '../backup/destruction-plan.ts';
import { owesCertificate } from '../backup/other-laptops.ts';
import { certificateOfReplica } from '../backup/replicas-gone.ts';
import {
  askForEnding,
  beforeTheEnd,
  type Ending,
  ONE_LAPTOP,
  readEnding,
  takeBackEnding,
} from '../exchange/ending.ts';
import { suggestedFiles } from '../exchange/suggested-files.ts';
import { type Counted, whatIsCarried } from '../next/carried.ts';
import { electionDay, startNextRoom, whyNotYet } from '../next/next-room.ts';
import { wordsOf } from '../paper/words.ts';
import { realFile } from '../store/file/room-file.ts';
import { writeAtomically } from '../store/file/write-file.ts';
import { replicaFile, replicas } from '../store/laptops/replicas.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { isNameOf } from '../store/room-name.ts';
import { exportResults, RESULTS_MARK, RESULTS_START } from '../turnout/export-results.ts';
import { type Arguments, WrongUsage } from './arguments.ts';
import { type Command, inRoom, noWords, type Outcome } from './command.ts';
import { ending as endingInWords } from './laptop-words.ts';
import { saveTo } from './save-to.ts';
import * as words from './words.ts';

/** Commands for after the poll: exporting what the party keeps, starting the next room, and destroying this one. */
export const END_COMMANDS: Record<string, Command> = {
  results: {
    usage: 'results --room F --out FILE.csv',
    takes: ['room', 'out'],
    run: (args) => {
      noWords(args);
      const file = args.path('out');
      return inRoom(args, (room) => {
        const { rows } = exportResults(
          room,
          args.who(),
          saveTo(file, { start: RESULTS_START, mark: RESULTS_MARK }),
        );
        return { json: { rows, file }, words: `${rows} doorstep answers, in ${file}.` };
      });
    },
  },
  next: {
    usage: 'next --room F --out NEW.room [--name NAME] [--new-passphrase-file FILE] --yes',
    takes: ['room', 'out', 'name', 'new-passphrase-file', 'yes'],
    run: (args) => {
      noWords(args);
      const file = args.path('out');
      const passphrase =
        args.text('new-passphrase-file') === undefined ? null : args.secretIn('new-passphrase-file');
      return inRoom(args, (room) => {
        const why = whyNotYet(room);
        if (why) throw new Refusal(why);
        if (!args.has('yes')) {
          const { kept, dropped } = whatIsCarried(room);
          throw new Refusal(
            say('Carried on: {{kept}}. Left out: {{dropped}}. Add --yes to start the next room.', {
              kept: kept.map(inNumbers),
              dropped: dropped.map(inNumbers),
            }),
          );
        }
        const day = new Date(`${electionDay(room)}T12:00`);
        const election = args.text('name') ?? `${dayAndMonth(inEnglish, day)} ${day.getFullYear()}`;
        const started = startNextRoom(room, { file, election, passphrase, by: args.who() });
        return { json: started, words: words.nextRoom(started) };
      });
    },
  },
  'end-day': {
    usage: 'end-day --room F [--yes | --take-back]',
    takes: ['room', 'yes', 'take-back'],
    run: (args) => {
      noWords(args);
      if (args.has('yes') && args.has('take-back'))
        throw new WrongUsage('Either ask with --yes, or take that back.');
      return inRoom(args, (room) => {
        if (args.has('yes')) askForEnding(room, args.who());
        if (args.has('take-back')) takeBackEnding(room, args.who());
        const ending = readEnding(room);
        if (!ending) throw new Refusal(ONE_LAPTOP);
        return { json: ending, words: endingInWords(ending) };
      });
    },
  },
  destroy: {
    usage:
      'destroy --room F --certificate FILE.txt [--for-laptops FILE] [--of ROOM | --without-key NAME] --yes [--language en|cy]',
    takes: ['room', 'certificate', 'for-laptops', 'of', 'without-key', 'yes', 'language'],
    run: async (args) => {
      noWords(args);
      // The files beside a room have its real name, whichever link was used.
      const given = args.path('room');
      const file = existsSync(given) ? realFile(given) : given;
      const interrupted = readPlan(file);
      if (interrupted) return goOn(args, file, interrupted);
      if (args.text('without-key') !== undefined) return destroyWithoutKey(args, file);
      const of = args.text('of');
      if (of !== undefined) return inRoom(args, (room) => destroyOf(args, room, of));
      return inRoom(args, (room) => {
        const ending = readEnding(room);
        askTwice(args, filesOf(room).files, [
          ...(ending ? beforeTheEnd(ending) : []),
          ...forRooms(args, room),
        ]);
        const certificateFile = ending ? forLaptops(args, room, ending) : undefined;
        return withCertificate(args, file, (language) =>
          destroyRoom(room, {
            by: args.who(),
            language,
            certificateFile,
            replicasFolder: dirname(args.path('certificate')),
          }),
        );
      });
    },
  },
};

function inNumbers({ what, count }: Counted): Message {
  return say('{{what}} ({{number}})', { what, number: count });
}

/** Finishes a destruction that was interrupted. */
function goOn(args: Arguments, file: string, { files }: DestructionPlan): Promise<Outcome> {
  askTwice(
    args,
    files.map((each) => each.file).filter((each) => existsSync(each)),
  );
  return withCertificate(args, file, () => {
    const done = goOnDestroying(file);
    if (!done) throw new Refusal(say('{{room}} has been destroyed meanwhile.', { room: basename(file) }));
    return done.certificate;
  });
}

/** Destroys a room whose passphrase and recovery key are lost. The user types its name to confirm. */
function destroyWithoutKey(args: Arguments, file: string): Promise<Outcome> {
  const { files } = filesOfUnopened(file);
  if (!isNameOf(args.text('without-key') ?? '', file)) {
    throw new Refusal(
      say(
        'To destroy the room without opening it, give its name as it is written here: --without-key "{{room}}".',
        { room: basename(file) },
      ),
    );
  }
  askTwice(args, files);
  return withCertificate(args, file, (language) => destroyUnopened(file, { by: args.who(), language }));
}

/** Destroys what head office has of another room. */
function destroyOf(args: Arguments, room: Room, name: string): Promise<Outcome> {
  const replica = replicaNamed(room, name);
  const file = replicaFile(room.file, replica.name);
  askTwice(args, [file]);
  const certificateFile =
    args.text('for-laptops') === undefined
      ? join(dirname(args.path('certificate')), basename(certificateOfReplica(room, replica)))
      : args.path('for-laptops');
  return withCertificate(args, file, (language) =>
    destroyReplica(room, replica.name, { by: args.who(), language, certificateFile }),
  );
}

/** @throws Refusal unless `--yes` is given. */
function askTwice(args: Arguments, files: readonly string[], before: readonly Message[] = []): void {
  if (args.has('yes')) return;
  const first = say(
    'This removes {{count}} files for good: {{files}}. Add --yes to do it.',
    { count: files.length, files },
    'This removes {{count}} file for good: {{files}}. Add --yes to do it.',
  );
  throw new Refusal([...before, first].reduce((one, next) => say('{{one}} {{next}}', { one, next })));
}

/** At head office, which rooms get a certificate. */
function forRooms(args: Arguments, room: Room): Message[] {
  const rooms = replicas(room).map(({ name }) => name);
  return rooms.length === 0
    ? []
    : [
        say('A certificate for each of these rooms is written to {{folder}}: {{rooms}}.', {
          folder: dirname(args.path('certificate')),
          rooms,
        }),
      ];
}

/** Where the certificate for the other laptops goes; undefined if they need none. */
function forLaptops(args: Arguments, room: Room, ending: Ending): string | undefined {
  if (args.text('for-laptops') !== undefined) return args.path('for-laptops');
  if (!owesCertificate(ending)) return undefined;
  return join(dirname(args.path('certificate')), basename(suggestedFiles(room).certificate));
}

async function withCertificate(
  args: Arguments,
  file: string,
  destroy: (language: Language) => Certificate | Promise<Certificate>,
): Promise<Outcome> {
  const language = args.oneOf('language', LANGUAGE_IDS) ?? 'en';
  const paper = args.path('certificate');
  // Written before anything is removed: if the certificate cannot be saved, the room must not be lost.
  const words = await wordsOf(language);
  const title = certificateTitle(words);
  writeAtomically(paper, Buffer.from(`${title}\r\n`), title);
  const certificate = await destroy(language);
  const text = inWords(certificate, words);
  writeAtomically(paper, Buffer.from(text), title);
  dropPlan(file);
  return { json: { ...certificate, certificate: paper }, words: text };
}
