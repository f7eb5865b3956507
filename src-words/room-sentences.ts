import type { LookUp } from './look-up.ts';

/**
 * What the room says to whoever enters numbers, opens it or asks what cannot be done. It says and journals its
 * sentences in English, whoever reads them; here they stand as `src-main` writes them, with what varies in `{{…}}`.
 */
export const ROOM_SENTENCES: readonly string[] = [
  // A number that was entered.
  'Has a postal vote: check the number on the slip.',
  'Is not old enough to vote on polling day: check the number on the slip.',
  'Is an anonymous elector: check the number on the slip.',
  'Is down as deceased: check the number on the slip.',
  'Is down as moved away: check the number on the slip.',
  'May not vote at this election: check the number on the slip.',
  'Has a proxy: check the number on the slip.',
  'Marked off already, at {{time}} by {{by}}.',
  'Marked off already.',
  'Was not marked off, so there is nothing to undo.',
  '{{number}} is not on the register, but {{others}}. Enter the one that is meant.',
  '{{number}} was {{name}}, who is no longer on the register. Check the number on the slip.',
  'There is no polling district {{district}} in this room. Check the number on the slip.',
  'There is no polling district {{district}} in this room. It has {{districts}}.',
  '{{number}} is not on the register. Check the number on the slip; it is kept in the list.',
  'This room has no register yet. Import a register first.',
  '"{{entered}}" is not complete. Ask the teller, and enter it when you know it.',
  '"{{entered}}" is no elector number. Enter it like KA-123, or 123 with the district chosen.',
  '"{{entered}}" is no number. If the slip says {{mended}}, enter that.',
  'There is no number to enter. Type an elector number, such as KA-123.',
  'That is {{number}} numbers at once, which is more than anybody can have told. Check the ranges, and enter fewer.',
  'That number has been settled already.',
  // Slips, stations and doors.
  'There is no slip {{id}} in this room. Begin the slip again.',
  'There is no slip {{id}} in this room. Check the number on the paper.',
  'That polling station is no longer in this room. Choose another.',
  'Give the polling station a name.',
  'There is a polling station {{name}} already. Change that one, or give this another name.',
  'Slips were entered for this polling station, so it stays. Rename it if its name is wrong.',
  'That elector is not in this room. Look the sheet up again.',
  // Sheets.
  'There is no sheet {{code}}. The code is in the frame at the top of the paper, such as 2-07.',
  'Nobody on sheet {{code}} is outstanding any more: it need not go out again.',
  'Large print needs a whole page. Choose A4, or ordinary print.',
  'Give the time of the round as 18:00.',
  // The room's own door.
  '{{room}} has a passphrase. Type it, or the recovery key that was printed when it was set.',
  'That passphrase does not open {{room}}. Look at the capital letters and try again, or use the recovery key.',
  'That recovery key does not open {{room}}: it belongs to another room, or the passphrase was changed since.',
  'That is not a whole recovery key. Compare it with the paper, group by group, and type it again.',
  'A passphrase needs {{number}} letters or more: three or four words are easy to keep in mind.',
  'The room has a passphrase. Type it to go on.',
  'The room has been destroyed. Start the program again to make another.',
  'This is the practice. End it first, to come back to your own room.',
  'A practice is going on already. End it first.',
  'That backup is not there any more. Look at the list again.',
  'It is not a Committee Room file.',
  'Parts of it cannot be read.',
  'It has another passphrase than the room has now.',
  'A register is just being imported. Try again in a moment.',
  '{{room}} is already open in {{program}}. Only one program may have a room open: close it there first.',
  // Faults of the disk, and of the program.
  'The disk is full, so {{room}} was not changed. Free some space and try again.',
  'The disk is full, so {{room}} was not written. Free some space and try again.',
  '{{room}} cannot be written to. Copy it to a folder of your own, or make it writable.',
  '{{room}} is damaged. Nothing was changed: make a copy of it and go back to your last backup.',
  '{{room}} is not a Committee Room file. Choose a .room file, or a new name to make one.',
  'The disk could not read or write {{room}}. Nothing was changed: check the disk or the USB stick.',
  'The room could not make sense of that. Check what you entered, then try again.',
  'That is too much at once. Choose a smaller file, or enter fewer numbers.',
  'Something went wrong in the program. Nothing you entered before is lost. Try again; if it happens again, restart Committee Room.',
];

/** What may stand in a sentence in the place of a name. */
const NAMELESS = ['somebody', 'Anonymous elector'];

const PLACE = /\{\{(\w+)\}\}/g;

type Pattern = { sentence: string; pattern: RegExp; names: string[] };
let patterns: Pattern[] | null = null;

/** A sentence that the room has said, in the language at hand; one that is not on the list stays as it is. */
export function roomSentence(t: LookUp, said: string): string {
  if (ROOM_SENTENCES.includes(said)) return t(said);
  patterns ??= ROOM_SENTENCES.filter((sentence) => sentence.includes('{{')).map(patternOf);
  for (const { sentence, pattern, names } of patterns) {
    const found = pattern.exec(said);
    if (!found) continue;
    const things = names.map((name, at) => [name, nameIn(t, found[at + 1] ?? '')]);
    return t(sentence, Object.fromEntries(things));
  }
  return said;
}

function nameIn(t: LookUp, thing: string): string {
  return NAMELESS.includes(thing) ? t(thing) : thing;
}

function patternOf(sentence: string): Pattern {
  const literal = sentence.split(PLACE).map((part, at) => (at % 2 === 1 ? '(.+?)' : escaped(part)));
  const names = [...sentence.matchAll(PLACE)].map(([, name = '']) => name);
  return { sentence, pattern: new RegExp(`^${literal.join('')}$`, 's'), names };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
