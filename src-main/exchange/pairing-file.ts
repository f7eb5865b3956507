import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { say } from '../../src-shared/message.ts';
import { explainFault, NotARoom, RoomDamaged } from '../store/faults.ts';
import { newRoomFile } from '../store/file/new-room-file.ts';
import { removeRoomFiles } from '../store/file/room-file.ts';
import { NewerVersion, openRoom } from '../store/open-room.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { looksEncrypted, RoomLocked } from '../store/room-key.ts';
import { type CopiedRoom, copyForLaptop, type ToCopy } from './copy-room.ts';

/*
 * A pairing file introduces a room to another one: an encrypted copy of the room, as a laptop of its own, which opens
 * with words that are read out from one screen to the other. Whoever finds the file has nothing without them.
 */

/** A pairing file, and the words that open it. They are shown only now: nobody else knows them. */
export type PairingFile = CopiedRoom & { words: string };

/** Each word of the list is one of 2,048, so eight have 88 bits. */
const WORDS = 8;
/** Bytes that show whether a file may be encrypted. */
const HEADER = 100;

/**
 * Writes a pairing file of the room to a free name; `file` is null if a browser saves it.
 * @throws Refusal as `copyForLaptop`, or if the name is not one of a pairing file.
 */
export function makePairingFile(
  room: Room,
  { file: typed, ...how }: Omit<ToCopy, 'passphrase'>,
): PairingFile {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  const wrongName = say('The name of a pairing file ends in .pair. Give it such a name.');
  const file = typed === null ? null : newRoomFile(room.file, typed, wrongName, '.pair');
  const words = Array.from({ length: WORDS }, () => wordlist[randomInt(wordlist.length)]).join(' ');
  return { ...copyForLaptop(room, { ...how, file, passphrase: words }), words };
}

/**
 * Puts a pairing file to `to`, a name that only the program uses, and opens it there with its words. It stays as
 * encrypted as it was. The caller closes the room, and removes it or gives it another name.
 * @throws Refusal if the words do not open it, or it is anything else than a whole pairing file; nothing is left then.
 */
export function openPairingFile(content: Buffer, typed: string, to: string): Room {
  const passphrase = readWords(typed);
  if (content.length < HEADER || !looksEncrypted(content)) throw new Refusal(NOT_PAIRING);
  removeRoomFiles(to);
  try {
    writeFileSync(to, content, { mode: 0o600, flag: 'wx' });
    return openRoom(to, { create: false, program: 'the opening of a pairing file', key: { passphrase } });
  } catch (error) {
    removeRoomFiles(to);
    if (error instanceof RoomLocked) throw new Refusal(NOT_OPENED, { cause: error });
    if (error instanceof RoomDamaged || error instanceof NotARoom)
      throw new Refusal(NOT_WHOLE, { cause: error });
    if (error instanceof NewerVersion) throw new Refusal(NEWER, { cause: error });
    throw explainFault(error, basename(to));
  }
}

/**
 * Words as they were typed, whatever their case and what is between them.
 * @throws Refusal that names those which are not in the list.
 */
function readWords(typed: string): string {
  const words = typed.toLowerCase().match(/\p{L}+/gu) ?? [];
  const unknown = words.filter((word) => !wordlist.includes(word));
  if (unknown.length > 0)
    throw new Refusal(
      say(
        'Not words of a pairing file: {{words}}. Have them spelled out, and type them again.',
        { words: unknown, count: unknown.length },
        'Not a word of a pairing file: {{words}}. Have it spelled out, and type it again.',
      ),
    );
  if (words.length !== WORDS)
    throw new Refusal(
      say(
        'A pairing file has {{needed}} words, and {{typed}} were typed. Type all of them, in their order.',
        {
          needed: WORDS,
          typed: words.length,
        },
      ),
    );
  return words.join(' ');
}

const NOT_PAIRING = say(
  'This is not a pairing file. On the other laptop, choose “Introduce this room” on Other laptops, and bring the file that it writes.',
);
const NOT_OPENED = say(
  'These words do not open this pairing file. Compare them with the other screen, one by one. If they are the same, have a new pairing file made.',
);
const NOT_WHOLE = say(
  'This pairing file is not whole. Have it made again, and wait until the other laptop says that it is on the stick.',
);
const NEWER = say(
  'This pairing file is from a newer version of Committee Room. Install that version on this laptop too, and open the file again.',
);
