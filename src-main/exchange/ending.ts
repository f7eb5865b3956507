import { type Message, say } from '../../src-shared/message.ts';
import { undoWithin } from '../journal/undo.ts';
import { addToJournal, type FileForLaptops, type LaptopDestroyed } from '../store/journal/journal.ts';
import { entriesAbout, headsOf, subjectsFrom } from '../store/journal/journal-links.ts';
import { SUBJECT } from '../store/journal/journal-row.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { thisDevice } from '../store/laptops/device.ts';
import { heardUpTo } from '../store/laptops/heard.ts';
import { type Laptop, laptops } from '../store/laptops/laptops.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { filesForLaptops } from './files-for-laptops.ts';
import { countNotElsewhere } from './known-elsewhere.ts';

/*
 * The end of a day on several laptops. Somebody asks for it, which is an entry and destroys nothing; each laptop that gets
 * it asks its own people, destroys its room, and leaves a certificate for the others. Whoever destroys last names those
 * that have not answered.
 */

/** What another laptop has said of the destruction of its room. */
export type LaptopEnd = Laptop & {
  /**
   * `asks`: it has asked for the end, destroys last and owes no certificate. `begun`: its certificate says no more, so the
   * room may still be there. `restored`: its room was restored from a backup and is that of another laptop on the list,
   * and nothing was heard of it since. `heard since`: something that it shared after its certificate has come in, so there is a
   * room.
   */
  state: 'destroyed' | 'asks' | 'begun' | 'heard since' | 'restored' | 'not answered';
  /** The laptop as which it goes on, if it was restored. */
  as?: Laptop;
  certificate: LaptopDestroyed | null;
};

/** Who asked for the end of the day on all laptops; `laptop` is null if this room does not know it by name. */
export type EndAsked = { by: string; at: number; laptop: Laptop | null; isThis: boolean };

export type Ending = {
  /** Null while nobody has asked, or once it was taken back. */
  asked: EndAsked | null;
  others: LaptopEnd[];
  /** Entries here that none of the laptops which still have a room is known to have. */
  notElsewhere: number;
  /** What this laptop wrote for others. */
  files: FileForLaptops[];
};

const sql = prepared((db) => ({
  entry: db.prepare<[string], { by: string; at: number; device: string; detail: string | null }>(
    'SELECT by, at, device.id AS device, detail FROM journal JOIN device ON number = device WHERE journal.id = ?',
  ),
}));

/** How the end of the day goes on its laptops; null in a room of one laptop. */
export function readEnding(room: Room): Ending | null {
  const own = thisDevice(room).id;
  const all = laptops(room.db);
  const certificates = certificatesIn(room);
  const heard = new Map(heardUpTo(room).map(({ device, upTo }) => [device, upTo]));
  const known = new Set(all.map(({ device }) => device));
  // One that was never heard of here may have left its certificate all the same.
  const unheard = [...certificates.values()].filter(({ device }) => !known.has(device));
  const asked = askedIn(room, all, own);
  const restored = restoredIn(room, all);
  const others = [...all, ...unheard.map(({ device, letter, name }) => ({ device, letter, name }))]
    .filter(({ device }) => device !== own)
    .map((laptop): LaptopEnd => {
      const certificate = certificates.get(laptop.device) ?? null;
      const state = stateOf(certificate, heard.get(laptop.device) ?? null);
      const after = restored.get(laptop.device);
      // Both times are by its own clock. A file of it that was still used elsewhere is not gone.
      if (state === 'not answered' && after && (heard.get(laptop.device) ?? 0) <= after.at)
        return { ...laptop, certificate, state: 'restored', as: after.laptop };
      const isAsking = state === 'not answered' && asked?.laptop?.device === laptop.device;
      return { ...laptop, certificate, state: isAsking ? 'asks' : state };
    });
  if (others.length === 0) return null;
  const left = others.flatMap((each) => (isGone(each) ? [] : [each.device]));
  return {
    asked,
    others,
    notElsewhere: countNotElsewhere(room, left),
    files: filesForLaptops(room),
  };
}

/** Whether there is no room of it any more. */
export function isGone({ state }: LaptopEnd): boolean {
  return state === 'destroyed' || state === 'restored';
}

/** By their earlier devices, the laptops whose rooms were restored, and when by their clocks. */
function restoredIn(room: Room, all: readonly Laptop[]): Map<string, { laptop: Laptop; at: number }> {
  return new Map(
    all.flatMap((laptop) => {
      const [first] = entriesAbout(room.db, SUBJECT.laptop(laptop.device))
        .flatMap((id) => sql(room.db).entry.get(id)?.at ?? [])
        .sort((a, b) => a - b);
      return laptop.was === undefined || first === undefined
        ? []
        : [[laptop.was, { laptop, at: first }] as const];
    }),
  );
}

function stateOf(certificate: LaptopDestroyed | null, heard: number | null): LaptopEnd['state'] {
  if (!certificate) return 'not answered';
  // Both times are by that laptop's own clock.
  if (heard !== null && heard > certificate.at) return 'heard since';
  return certificate.isDone ? 'destroyed' : 'begun';
}

/** Of several who asked without knowing of each other, every laptop names the same one. */
function askedIn(room: Room, all: readonly Laptop[], own: string): EndAsked | null {
  const [head] = headsOf(room.db, SUBJECT.ending()).sort();
  const entry = head === undefined ? undefined : sql(room.db).entry.get(head);
  if (!entry) return null;
  const { by, at, device } = entry;
  return { by, at, laptop: all.find((each) => each.device === device) ?? null, isThis: device === own };
}

/** The certificates that have come in, the one that counts for each laptop. */
export function certificatesIn(room: Room): Map<string, LaptopDestroyed> {
  const found = new Map<string, LaptopDestroyed>();
  for (const subject of subjectsFrom(room.db, SUBJECT.destroyed('')))
    for (const id of entriesAbout(room.db, subject)) {
      const said = storedDetail('destroyed', sql(room.db).entry.get(id)?.detail ?? null);
      const before = found.get(said.device);
      if (!before || isLater(said, before)) found.set(said.device, said);
    }
  return found;
}

/** One that is done counts more than one that has begun, whichever came in first. */
export function isLater(one: LaptopDestroyed, other: LaptopDestroyed): boolean {
  return one.isDone === other.isDone ? one.at > other.at : one.isDone;
}

/**
 * Asks every laptop of the day to destroy its room, with an entry that goes with the next shared file.
 * @throws Refusal in a room of one laptop, or if it is asked already.
 */
export function askForEnding(room: Room, by: string): void {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  const ending = readEnding(room);
  if (!ending) throw new Refusal(ONE_LAPTOP);
  if (ending.asked) throw new Refusal(say('The other laptops have been asked already.'));
  room.change(() => addToJournal(room, { kind: 'ending', by, detail: {} }));
}

/**
 * Takes that back, for all laptops that have not destroyed their rooms yet.
 * @throws Refusal if nobody has asked.
 */
export function takeBackEnding(room: Room, by: string): void {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  room.change(() => {
    const heads = headsOf(room.db, SUBJECT.ending());
    if (heads.length === 0) throw new Refusal(say('Nobody has asked the other laptops to destroy this day.'));
    undoWithin(room, heads, by);
  });
}

export const ONE_LAPTOP = say('This day is on one laptop. Destroy its room under Safety.');

/** What a person must know before this laptop's room is destroyed, in numbers. */
export function beforeTheEnd(ending: Ending): Message[] {
  const { others } = ending;
  const silent = others.filter((each) => !isGone(each) && each.state !== 'asks');
  const restored = others.filter(({ state }) => state === 'restored');
  const done = others.filter(({ state }) => state === 'destroyed').length;
  const all = others.length - restored.length;
  const answered = say('{{done}} of {{all}} other laptops have destroyed this day.', { done, all });
  const unshared = notShared(ending);
  return [
    answered,
    ...(silent.length === 0
      ? []
      : [
          say('Not answered: {{laptops}}.', {
            laptops: silent.map(({ letter, name }) => say('laptop {{letter}} ({{name}})', { letter, name })),
          }),
        ]),
    ...others
      .filter(({ state }) => state === 'asks')
      .map(({ letter, name }) =>
        say('Laptop {{letter}} ({{name}}) has asked for this, and destroys its room last.', { letter, name }),
      ),
    ...restored.map(({ letter, name, as }) =>
      say('Laptop {{letter}} ({{name}}) was restored from a backup, and is laptop {{other}} now.', {
        letter,
        name,
        other: as?.letter ?? '',
      }),
    ),
    ...(unshared ? [unshared] : []),
  ];
}

/** What the other laptops do not have, in numbers; null if they have all, or this one destroys last. */
export function notShared({ asked, others, notElsewhere }: Ending): Message | null {
  const isLast = asked?.isThis === true || others.every(isGone);
  if (isLast || notElsewhere === 0) return null;
  return say(
    '{{count}} entries of this laptop are not known to be on another one: share first, and take the file in there.',
    { count: notElsewhere },
    '{{count}} entry of this laptop is not known to be on another one: share first, and take the file in there.',
  );
}
