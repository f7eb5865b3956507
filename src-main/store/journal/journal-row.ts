import { hash } from 'node:crypto';
import { z } from 'zod';
import { storedOrNull } from '../stored-json.ts';

/** A row of the journal as the file has it. */
export type JournalRow = {
  /** Place in this file: the order of arrival, which says nothing in another copy. */
  seq: number;
  /** The same in every copy of the room. */
  id: string;
  /** The device that wrote it, by its number in this file. */
  device: number;
  /** Its place among the entries of its device: 1, 2, 3 … without gaps. */
  n: number;
  /** SHA-256 over the entry and the hash of the device's entry before. */
  hash: Buffer;
  command_id: string | null;
  /** Milliseconds since 1970 (UTC). */
  at: number;
  by: string;
  kind: string;
  status: string | null;
  entered: string | null;
  message: string | null;
  elector_id: number | null;
  slip_id: number | null;
  district: string | null;
  station_id: number | null;
  /** The id of the number set aside that this entry settles. */
  settles: string | null;
  /** JSON: ids of the entries that this one undoes. */
  undoes: string | null;
  /** JSON: ids of the entries about the same thing that this one replaces. */
  instead_of: string | null;
  detail: string | null;
};

/** What an entry says, without its place in a journal. */
export type EntryContent = Omit<JournalRow, 'seq' | 'device' | 'n' | 'hash'>;

/** The columns of the content, in the order in which they are hashed. */
const CONTENT = [
  'id',
  'command_id',
  'at',
  'by',
  'kind',
  'status',
  'entered',
  'message',
  'elector_id',
  'slip_id',
  'district',
  'station_id',
  'settles',
  'undoes',
  'instead_of',
  'detail',
] as const satisfies readonly (keyof EntryContent)[];

/**
 * The hash of an entry. It is over the values exactly as stored, so that every copy of the room gets the same;
 * `detail` and its kind are hashed as text, and never parsed and made again. `before` is the hash of the device's
 * entry before, null for its first.
 */
export function entryHash(device: string, n: number, before: Buffer | null, content: EntryContent): Buffer {
  // Half a letter is stored as a replacement character.
  const values = CONTENT.map((column) => {
    const value = content[column];
    return typeof value === 'string' ? value.toWellFormed() : value;
  });
  return hash('sha256', JSON.stringify([device, n, before?.toString('hex') ?? null, ...values]), 'buffer');
}

/** A thing that entries set: its kind, which one, and for an elector or a district which part. */
export type Subject = { kind: keyof typeof SUBJECT; key: string; rest: string };

/** The text for such a thing, the same in every copy of the room. */
export const SUBJECT = {
  door: (elector: number) => `door\t${elector}`,
  sheet: (code: string) => `sheet\t${code}`,
  setting: (name: string) => `setting\t${name}`,
  slip: (id: number) => `slip\t${id}`,
  station: (id: number) => `station\t${id}`,
  /** What a station says of its ballot papers at a time, in milliseconds since 1970. */
  official: (station: number, at: number) => `official\t${station}\t${at}`,
  walk: (id: number) => `walk\t${id}`,
  /** A field, or `register`: whether they are on it. */
  elector: (id: number, field: string) => `elector\t${id}\t${field}`,
  street: (district: string, name: string) => `street\t${district}\t${name}`,
  address: (district: string, address: string) => `address\t${district}\t${address}`,
  laptop: (device: string) => `laptop\t${device}`,
  /** That the day ends on all laptops. */
  ending: () => 'ending\tday',
  destroyed: (device: string) => `destroyed\t${device}`,
  /** A number of a slip that was compared with the paper. */
  kept: (entry: string) => `kept\t${entry}`,
  /** The answer to a question of an import. */
  question: (asked: string, key: string) => `question\t${asked}\t${key}`,
  /** What a person says of a thing that laptops disagree about. */
  settled: (about: string) => `settled\t${about}`,
};

/** Things that laptops may disagree about though no single entry sets them, in the same way. */
export const DOUBT = {
  mark: (elector: number) => `mark\t${elector}`,
  setAside: (entry: string) => `set aside\t${entry}`,
  /** A number as it was written, and where, that stands for two people. */
  twoPeople: (number: string) => `two people\t${number}`,
  /** A number that was carried here twice, as different people. */
  carried: (number: string) => `carried\t${number}`,
  /** An answer at a door that was carried here twice, as different people's: the entry that it was. */
  carriedDoor: (entry: string) => `carried door\t${entry}`,
  /** Two slips, the one with the lower id first. */
  slips: (first: number, second: number) => `slips\t${first}\t${second}`,
  code: (code: string) => `code\t${code}`,
  /** The laptop whose clock is ahead, and the one that it is ahead of. */
  clock: (ahead: string, behind: string) => `clock\t${ahead}\t${behind}`,
  /** A laptop that was taken off the list on one laptop, and not on another. */
  takenOff: (device: string) => `taken off\t${device}`,
  /** Several conflicts that were settled at once. */
  together: (act: string) => `together\t${act}`,
  /** Registers that laptops imported without knowing of each other. */
  registers: () => 'registers\t',
  /** Of two electors with one number, the one who has it and the one who waits for it. */
  oneNumber: (holder: number, waiting: number) => `one number\t${holder}\t${waiting}`,
};

/** Reads that text again. */
export function readSubject(text: string): Subject {
  const [kind = '', key = '', ...rest] = text.split('\t');
  return { kind: kind as Subject['kind'], key, rest: rest.join('\t') };
}

/** Of one list there are as many as electors, and only the keys are read: each value would be copied. */
const keyed = z.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const about = z.looseObject({
  code: z.unknown().optional(),
  setting: z.unknown().optional(),
  slip: z.number().optional(),
  station: z.number().optional(),
  at: z.unknown().optional(),
  walk: z.number().optional(),
  removed: z.unknown().optional(),
  added: z.unknown().optional(),
  restored: z.unknown().optional(),
  corrected: z.record(z.string(), z.unknown()).optional(),
  absent: keyed.optional(),
  answers: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  street: z.unknown().optional(),
  found: z.array(z.unknown()).optional(),
  becomes: z.unknown().optional(),
  district: z.unknown().optional(),
  movedFrom: z.unknown().optional(),
  kept: z.string().optional(),
  device: z.string().optional(),
  asked: z.string().optional(),
  key: z.string().optional(),
  about: z.string().optional(),
});

/**
 * What an entry sets to a value, as one text for each thing: an answer at a door, a sheet's whereabouts, a field of an
 * elector. A later entry about the same thing replaces it. Tellers' numbers set nothing: they add up.
 */
export function subjectsOf({
  kind,
  elector_id,
  detail,
}: Pick<JournalRow, 'kind' | 'elector_id' | 'detail'>): string[] {
  if (kind === 'number' || kind === 'undo') return [];
  if (kind === 'doorstep') return elector_id === null ? [] : [SUBJECT.door(elector_id)];
  const said = storedOrNull(detail, about);
  if (!said) return [];
  switch (kind) {
    case 'sheet printed':
    case 'sheet withdrawn':
    case 'sheet out':
    case 'sheet back':
    case 'sheet lost':
      return [SUBJECT.sheet(String(said.code))];
    case 'setting':
      return [SUBJECT.setting(String(said.setting))];
    case 'slip':
      return said.slip === undefined ? [] : [SUBJECT.slip(said.slip)];
    case 'laptop':
      return said.device === undefined ? [] : [SUBJECT.laptop(said.device)];
    case 'ending':
      return [SUBJECT.ending()];
    case 'destroyed':
      return said.device === undefined ? [] : [SUBJECT.destroyed(said.device)];
    case 'kept':
      return said.kept === undefined ? [] : [SUBJECT.kept(said.kept)];
    case 'settled':
      return said.about === undefined ? [] : [SUBJECT.settled(said.about)];
    case 'station':
      return stationOf(said);
    case 'official':
      return said.station === undefined ? [] : [SUBJECT.official(said.station, Number(said.at))];
    case 'walk':
      // Entries of older versions do not say which walk was deleted.
      return said.walk === undefined ? [] : [SUBJECT.walk(said.walk)];
    case 'register':
      return registerSubjects(said, elector_id);
    default:
      return [];
  }
}

function stationOf({ station, removed }: z.output<typeof about>): string[] {
  const id = station ?? removed;
  return typeof id === 'number' ? [SUBJECT.station(id)] : [];
}

function registerSubjects(said: z.output<typeof about>, elector: number | null): string[] {
  const { asked, key } = said;
  const question = asked === undefined || key === undefined ? [] : [SUBJECT.question(asked, key)];
  return [...question, ...setInRegister(said, elector)];
}

function setInRegister(said: z.output<typeof about>, elector: number | null): string[] {
  if (said.answers)
    return Object.entries(said.answers).flatMap(([id, fields]) =>
      Object.keys(fields).map((field) => SUBJECT.elector(Number(id), field)),
    );
  if (said.absent) return Object.keys(said.absent).map((id) => SUBJECT.elector(Number(id), 'absent'));
  if (said.becomes !== undefined)
    return (said.found ?? [said.street]).map((name) => SUBJECT.street(String(said.district), String(name)));
  if (said.movedFrom !== undefined) return [SUBJECT.address(String(said.district), String(said.movedFrom))];
  if (elector === null) return [];
  if (said.corrected) return Object.keys(said.corrected).map((field) => SUBJECT.elector(elector, field));
  const isOnRegister = said.added ?? said.removed ?? said.restored;
  return isOnRegister === undefined ? [] : [SUBJECT.elector(elector, 'register')];
}
