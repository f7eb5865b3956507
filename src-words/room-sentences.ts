import type { LookUp } from './look-up.ts';
import { ROOM_PHRASES } from './room-phrases.ts';

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
  'Which one? {{others}}. Enter it with its polling district.',
  '{{number}} was {{name}}, who is no longer on the register. Check the number on the slip.',
  'There is no polling district {{district}} in this room. Check the number on the slip.',
  'There is no polling district {{district}} in this room. It has {{districts}}.',
  '{{number}} is not on the register. Check the number on the slip; it is kept in the list.',
  'This room has no register yet. Import a register first.',
  '"{{entered}}" is not complete. Ask the teller, and enter it when you know it.',
  '"{{entered}}" is no elector number. Enter it like KA-123, or 123 with the district chosen.',
  '"{{entered}}" can be read in more than one way: {{others}}. Enter the numbers one by one, each as it is printed.',
  'Not all of "{{entered}}" is understood, so nobody was marked off. Enter its numbers one by one, such as KA-123.',
  '{{entered}} is {{number}} numbers at once: at most {{most}}. Check the range, or enter it in parts.',
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
  'Two sheets have the code {{code}}: {{street}} and {{other}}. Find each elector on the paper by name, under Electors.',
  'Several sheets may be meant by {{code}}: {{codes}}. Type the code as it is printed.',
  'Nobody on sheet {{code}} is outstanding any more: it need not go out again.',
  'Large print needs a whole page. Choose A4, or ordinary print.',
  'Give the time of the round as 18:00.',
  // The room's own door.
  '{{room}} has a passphrase. Type it, or the recovery key that was printed when it was set.',
  'That passphrase does not open {{room}}. Look at the capital letters and try again, or use the recovery key.',
  'That recovery key does not open {{room}}: it belongs to another room, or the passphrase was changed since.',
  'That is not a whole recovery key. Compare it with the paper, group by group, and type it again.',
  'A passphrase can have {{number}} characters at most. Choose a shorter one: three random words are enough.',
  'A passphrase needs {{number}} characters or more. Three random words are easy to remember and hard to guess.',
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
  '{{room}} was renamed to {{other}} while it was open. Nothing more can be entered. Give it its old name again to go on.',
  '{{room}} is no longer in {{folder}}: it was moved or deleted while it was open. Nothing more can be entered. Put it back to go on, or restore the newest backup.',
  'Another program replaced or overwrote {{room}} while it was open. Nothing more can be entered. Close the room and open it again. If that fails, restore the newest backup.',
  '{{room}}-wal, which belongs to the room, was moved or deleted while the room was open. Nothing more can be entered. Close the room and open it again to go on.',
  '{{room}} has another name on this disk too (a hard link), so two programs could open it at once. Make a copy of it and open the copy.',
  '{{room}} leads to a room that is not there. Plug in the stick it is on, then try again.',
  'The file of the room is missing from {{file}}, but this is still beside it: {{parts}}. Put the file back (plug in the stick it is on) and try again, or restore a backup. For a new room, choose another name.',
  '{{file}} is not a lock of Committee Room, so the room was not opened. Move it to another folder, then try again.',
  '{{part}} is a folder, a link or a device, so {{room}} was not opened. Move it to another folder and try again.',
  // Taking a file in.
  'The file is empty. Ask for it again, or choose another file.',
  'The workbook has a password. Open it in Excel, take the password off (File, Info, Protect Workbook), save it and choose it again.',
  'The workbook has a password. Open it in Excel, take the password off, save it and choose it again.',
  'The workbook has nothing in its sheets. Ask for it again, or choose another file.',
  'The workbook is damaged and cannot be read. Open it in Excel, save it under another name and choose that; or ask for it again.',
  'The workbook unpacks to more than any register holds. Copy the register’s sheet into a new workbook and save that.',
  'The file is an old Excel or Word file, not a register that can be read here. Open it in Excel and save it as an Excel workbook (.xlsx) or as CSV UTF-8.',
  'The file is {{kind}}, not a register. Choose the register saved as an Excel workbook (.xlsx) or as CSV (in Excel: Save As, CSV UTF-8).',
  'The file is not text, so it is no register. Choose the register saved as an Excel workbook (.xlsx) or as CSV.',
  'Line {{line}} opens a quotation mark (") that is never closed, so nothing after it can be read. Mend that line, or ask for the file again.',
  'No line of the file holds headings that Committee Room knows (such as Elector Number, Surname, Address1), and what stands in its columns does not tell them apart. Check that it is the right file. If it is, match its columns by hand: on the Register screen, or with a mapping file (--mapping).',
  'The file has no column for {{lacking}}. {{how}}: {{recognised}}.{{unknown}} Ask for the file with that column, or match the columns by hand: on the Register screen, or with a mapping file (--mapping).',
  'The mapping file cannot be read. {{advice}}',
  'The mapping file matches no column. {{advice}}',
  'The mapping file {{how}} "{{written}}", which is none of: {{roles}}.',
  'The mapping file says that columns are parted by "{{written}}". It must be comma, semicolon, tab or pipe.',
  'The file has headings but no electors below them. Ask for it again, or choose another file.',
  'That file is no longer held by the program. Choose it again.',
  '{{bad}} of {{rows}} lines cannot be taken, so nothing was imported. Line {{line}}: {{reason}}',
  '{{refused}} These seem to be other people than the room’s, and were not found again by name and postcode: if it is the register of another place or year, make a new room for it.',
  '{{refused}} Mend the file or ask for it again; or import the other lines without these (--accept-refused).',
  // Lines of a register.
  '{{reason}} Correct the number in the file, or ask for the line again.',
  '{{number}} was added and deleted again in one month: left out.',
  'Elector number {{number}} stands already on line {{line}}. Find out which line is right and remove the other.',
  '{{number}} has neither a name nor an address. Ask for the line again.',
  "{{number}} has no street: kept, so that a teller's number is known, but on no knock-up sheet. Add the address if there is one.",
  'It has fewer columns than all other lines: the file may have been cut off here. Check with whoever sent it that nothing is missing.',
  'Passed over, since it holds no elector: {{text}}',
  'It has a quotation mark (") in the wrong place, so its columns cannot be told apart. Correct the line in the file.',
  'It has {{columns}} columns where the headings have {{headings}}, so its columns are shifted. Put quotation marks round a value with a comma in it.',
  'Only the sheet "{{sheet}}" of the workbook was read, not {{sheets}}. To read another, save it as a file of its own.',
  '{{cells}} lines hold text garbled before it came here, such as {{example}} for {{mended}}. It was kept as it is; import with --mend to put it right.',
  'The file mixes two encodings of letters. Each line was read as it is written; look at names with accents.',
  '{{number}} is {{name}} in this room, but {{other}} in this file. Nothing was changed for this number: check which is right.',
  '{{number}} was to be deleted, but is not on the register.',
  '{{who}} was removed by hand, so stays off. Put them back by hand if that was wrong.',
  '{{number}} {{name}}, who was marked off, is no longer on the register. The mark is kept.',
  'The file lists {{listed}} of the {{stored}} electors of {{district}}, so it was taken for additions and nobody of {{of}} was removed. If it is the whole register, import it so (--remove-missing).',
  '{{districts}} was renumbered since the last register: {{same}} electors were found again by name and postcode and keep what is known of them, {{unsure}} are not sure, {{gone}} are no longer there.',
  '{{number}} {{name}} may be {{whom}} of the last register. Nothing of what is known of them was carried over: settle it on the Register screen.',
  'No promises: none of the voting-intention codes ({{codes}}) counts as a promise. Say which do.',
  'No elector here has a marker, such as A for a postal vote, nor a date of attainment. It may be the open (edited) register, which is not for elections: ask the Electoral Registration Officer for the full register, and for the lists of postal and proxy voters.',
  // Canvass files, and lists of absent voters.
  'Canvass file: left out, since {{why}}.',
  'Canvass file: {{why}}, so it was left out.',
  '{{sentence}} The canvass may be of an older register.',
  'Canvass file: {{why}}. It was taken for {{number}} {{name}}, by name and postcode.',
  'Canvass file: {{why}}; it may be {{whom}}. It was left out: settle it on the Register screen.',
  'Left out, since {{why}}. Correct the number in the list.',
  '{{number}} is not on the register of this room.',
  '{{number}} is {{name}} in the list, but {{other}} on the register, so it was left out. The list may be of an older register.',
  'No line of the list names an elector of this room, so nothing was changed. {{reason}}',
  // Electors by hand, questions, streets and walks.
  '{{number}} is {{name}} already. Check the number, or correct that elector.',
  '{{number}} is {{name}} now. Give one of them another number first.',
  'Give the elector’s surname. Only an anonymous elector (marker N) has none.',
  'Give the elector number with its polling district, such as KA-123: {{why}}.',
  'That elector is not in this room. Look the number up again.',
  'That question has been answered already.',
  'That elector is not one of those who may be meant. Choose one from the list.',
  'Marked off as {{number}} before the register was renumbered.',
  'Give the street a name.',
  'Electors without a street are put into one address by address.',
  'That elector is not in this room. Look the street up again.',
  'Say which street the address belongs to.',
  'That street is no longer in this room. Look at the list again.',
  'There is no street "{{street}}" in {{place}}. Check the spelling on the board.',
  'Give the walk a name, such as "Hospital side".',
  'There is a walk {{name}} already. Change that one, or give this another name.',
  'There is no walk "{{name}}". Check its name on the Sheets screen.',
  'That walk is no longer there. Look at the list again.',
  'There is no polling district to make pads for. Import the register first.',
  // Backups, and the end of a room.
  'There is no folder {{folder}}. Put the stick in, and give the folder as the system names it.',
  'The folder {{folder}} is not there: put the stick in again, or pick another folder.',
  '{{folder}} is not a folder, so no backup can be made there. Choose another folder, or move what has that name.',
  'There is a folder {{folder}}, where the program has to write a file. Move it away and try again.',
  'The copy in {{folder}} is not sound: {{problem}}',
  'It could not be written.',
  'The disk with this room is nearly full. Delete what is not needed there, or numbers can soon no longer be saved.',
  'The battery of this computer is nearly empty. Plug in the charger now.',
  'This room came from another place, where its backups also went to {{folder}}. Say under Safety whether to use that folder here too.',
  '{{plan}} says that a room was being destroyed, but it cannot be read or comes from another place. If you want to keep the room, remove that file.',
  'The destruction of {{room}} was interrupted. Start Committee Room with this room, or use the destroy command again: it goes on from there.',
  'There is no backup at {{file}}. Check the name, or put the stick in.',
  '{{file}} cannot be restored. {{problem}} Nothing was changed: choose another backup.',
  '{{file}} is not a Committee Room file, so it was left as it is. Move it to another folder, or restore the backup under another name.',
  'To destroy the room, type its name as it stands above: {{name}}.',
  'This room has a passphrase already.',
  'The room is open: destroy it under Safety.',
  'There is no room at {{file}}. Check the name.',
  '{{room}} has no passphrase: open it, and destroy it with all its known backups.',
  'There is no room at {{file}}. Check the name, or make one by importing a register into it.',
  'There is no folder {{folder}} for the room. If it is on a stick, plug the stick in and try again; otherwise check the name.',
  '{{file}} is not a room: the name of a room ends in .room. Open a room, and import other files into it.',
  'There is no folder {{folder}}. Make it first, or choose another for {{file}}.',
  '{{file}} is there already and was not written by Committee Room. Choose another name.',
  '{{file}} is a link or a device, not a plain file. Choose another name.',
  '{{file}} is a name that a room or its own files have. Choose another name.',
  '{{room}} was made by a newer version of Committee Room. Install that version to open it; nothing was changed.',
  'The disk would not take the last entries into the room’s file, so the passphrase was not changed. Free some space and try again.',
  // A room that can only be looked at.
  '{{room}} is on a disk that cannot be written to, so it can only be looked at. To enter anything, copy it to a folder on this computer, with {{room}}-wal if that is beside it, and open the copy.',
  'You may not write to the folder {{folder}}, so {{room}} can only be looked at. To enter anything, copy it to a folder of your own, with {{room}}-wal if that is beside it, and open the copy.',
  '{{file}} is read-only, so the room can only be looked at. To enter anything, allow changes to that file in its properties, or ask whoever can, then open the room again.',
  '{{room}} may not be read by you, so it cannot be opened. Ask whoever it belongs to for permission to read it.',
  '{{room}} is no longer in {{folder}}. What you see is a copy from when you opened it.',
  '{{room}} has changed since you opened it. Close the room and open it again to see what is new.',
  'There is no space in {{folder}} for the copy of {{room}} that is made to look at it. Free some space on that disk, then open the room again.',
  'Another program is changing {{room}} just now, so it cannot be looked at. Wait a minute, then open the room again.',
  'The destruction of {{room}} was interrupted and cannot go on, as nothing can be written or removed where it is. Make its disk, its folder and the file writable, then start Committee Room with this room again.',
  // Faults of the disk, and of the program.
  '{{room}} is on a disk that cannot be written to. Choose a folder on this computer.',
  '{{room}} may not be read or written by you. Choose another folder, or ask whoever set up this computer.',
  '{{room}} was not found. Check the name and the folder.',
  '{{room}} is a folder, not a file. Name a file in it.',
  '{{room}} is there already. Choose another name, or move it away.',
  '{{room}} could not be opened. Check that its folder exists and may be written to.',
  'The disk is full, so {{room}} was not changed. Free some space and try again.',
  'The disk is full, so {{room}} was not written. Free some space and try again.',
  '{{room}} cannot be written to. Copy it to a folder of your own, or make it writable.',
  '{{room}} is damaged. Nothing was changed: make a copy of it and go back to your last backup.',
  'This room holds something that Committee Room does not write. Nothing was changed: go back to your last backup.',
  '{{room}} is not a Committee Room file. Choose a .room file, or a new name to make one.',
  'The disk could not read or write {{room}}. Nothing was changed: check the disk or the USB stick.',
  'The room could not make sense of that. Check what you entered, then try again.',
  'That is too much at once. Choose a smaller file, or enter fewer numbers.',
  'Something went wrong in the program. Nothing you entered before is lost. Try again; if it happens again, restart Committee Room.',
];

/** What may stand in a sentence in the place of a name. */
const NAMELESS = ['somebody', 'Anonymous elector', 'an anonymous elector'];

/** Places that hold no name or number but another sentence, or a part of one. */
const SAYINGS = new Set('advice how kind place problem reason refused role sentence unknown why'.split(' '));
/** Places that hold several such parts, and what stands between them. */
const LISTS = new Set(['lacking', 'others', 'recognised', 'whom']);
const BETWEEN = /(, nor for |, | or )/;

const PLACE = /\{\{(\w+)\}\}/g;

type Pattern = { sentence: string; pattern: RegExp; names: string[] };
type Known = { exact: ReadonlySet<string>; patterns: readonly Pattern[] };

/** Sentences are looked for everywhere, parts of them only within one: they fit too much. */
let known: { sentences: Known; parts: Known } | null = null;

/** A sentence that the room has said, in the language at hand; one that is not on the list stays as it is. */
export function roomSentence(t: LookUp, said: string): string {
  const { sentences, parts } = theKnown();
  return parts.exact.has(said) ? t(said) : (among(t, sentences, said) ?? said);
}

function theKnown() {
  known ??= { sentences: asKnown(ROOM_SENTENCES), parts: asKnown(ROOM_PHRASES) };
  return known;
}

function among(t: LookUp, { exact, patterns }: Known, said: string): string | null {
  if (exact.has(said)) return t(said);
  for (const { sentence, pattern, names } of patterns) {
    const found = pattern.exec(said);
    if (!found) continue;
    const things = names.map((name, at) => [name, thingIn(t, name, found[at + 1] ?? '')]);
    return t(sentence, Object.fromEntries(things));
  }
  return null;
}

function thingIn(t: LookUp, name: string, thing: string): string {
  if (NAMELESS.includes(thing)) return t(thing);
  if (SAYINGS.has(name)) return saying(t, thing);
  if (!LISTS.has(name)) return thing;
  return thing
    .split(BETWEEN)
    .map((part) => saying(t, part))
    .join('');
}

/** A sentence or a part of one; a reason may stand as a sentence of its own, with a capital and a full stop. */
function saying(t: LookUp, said: string): string {
  const { sentences, parts } = theKnown();
  const whole = among(t, sentences, said);
  if (whole !== null) return whole;
  const reason = said.endsWith('.')
    ? among(t, parts, said.charAt(0).toLowerCase() + said.slice(1, -1))
    : null;
  if (reason !== null) return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
  return among(t, parts, said) ?? said;
}

function asKnown(sentences: readonly string[]): Known {
  return {
    exact: new Set(sentences),
    patterns: sentences.filter((sentence) => sentence.includes('{{')).map(patternOf),
  };
}

function patternOf(sentence: string): Pattern {
  const literal = sentence.split(PLACE).map((part, at) => (at % 2 === 1 ? '(.*?)' : escaped(part)));
  const names = [...sentence.matchAll(PLACE)].map(([, name = '']) => name);
  return { sentence, pattern: new RegExp(`^${literal.join('')}$`, 's'), names };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
