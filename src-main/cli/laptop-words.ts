import { english } from '../../src-shared/message.ts';
import type { PreparedLaptop } from '../exchange/copy-room.ts';
import { beforeTheEnd, type EndAsked, type Ending, type LaptopEnd } from '../exchange/ending.ts';
import type { CertificateRead } from '../exchange/keep-certificate.ts';
import type { PairingFile } from '../exchange/pairing-file.ts';
import type { Sharing } from '../exchange/share.ts';
import type { TakenIn } from '../exchange/take-in.ts';
import { type ConflictsOfKind, conflictsByKind } from '../journal/conflicts/conflicts-by-kind.ts';
import type { Heard } from '../store/laptops/heard.ts';

/** A room that was prepared for another laptop, in words for the terminal. */
export function prepared({ file, letter, name, passphrase }: PreparedLaptop): string {
  return [
    `Laptop ${letter} (${name}): ${file}.`,
    passphrase === undefined
      ? 'It opens with the passphrase of this room.'
      : `It opens with this passphrase, which is shown only now: ${passphrase}`,
  ].join('\n');
}

/** A pairing file, in words. */
export function introduced({ file, name, words }: PairingFile): string {
  return [
    `A pairing file for ${name}: ${file}.`,
    `It opens with these words, which are shown only now. Read them out to ${name}:`,
    words,
  ].join('\n');
}

/** A shared file, in words. */
export function shared({ file, entries, devices }: Sharing): string {
  return [`${entries} entries, in ${file}.`, ...freshness(devices)].join('\n');
}

/** What came with a shared file, or would come. */
export function takenIn(taken: TakenIn, isPreview: boolean, room: string | null): string {
  const { from, at, byLaptop, register, conflicts, devices } = taken;
  const source = from ? `laptop ${from.letter} (${from.name})` : 'a laptop of this room';
  return [
    ...(room === null ? [] : [`Of ${room}.`]),
    `Shared by ${source}, ${new Date(at).toLocaleString('en-GB')}: ${taken.new} new entries, ${taken.known} known.`,
    ...byLaptop.map((each) => `  ${each.letter} (${each.name}): ${each.new} new`),
    ...(register ? ['Another register comes with it, in place of the one here.'] : []),
    ...toSettle(conflictsByKind(conflicts), room === null ? ': see the command conflicts' : ' there'),
    ...(taken.ending
      ? [
          `${whoAsks(taken.ending)} See ${room === null ? 'the commands end-day and destroy' : `destroy --of "${room}"`}.`,
        ]
      : []),
    ...(isPreview ? ['Nothing has been changed yet.'] : freshness(devices)),
  ].join('\n');
}

/** How many conflicts there are to settle, and which of each kind come first; nothing if there are none. */
export function toSettle(kinds: readonly ConflictsOfKind[], where: string): string[] {
  if (kinds.length === 0) return [];
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  const firstOf = ({ count, first }: ConflictsOfKind) =>
    first.length === 0 ? '' : ` (${first.join(', ')}${count > first.length ? ', …' : ''})`;
  return [
    `${all} to settle${where}.`,
    ...kinds.map((each) => `  ${english(each.what)}: ${each.count}${firstOf(each)}`),
  ];
}

/** How fresh the laptops are in the figures of this one. */
export function sinceThen(devices: readonly Heard[]): string {
  return [
    'What other laptops have entered since is not counted, so voted is at least as many:',
    ...freshness(devices),
  ].join('\n');
}

function freshness(devices: readonly Heard[]): string[] {
  return devices.map(({ letter, name, upTo, isThis, isAhead, readsOnly }) => {
    if (readsOnly) return `  ${letter} (${name}): only reads what this room shares`;
    const time = upTo === null ? 'not heard of yet' : `as of ${new Date(upTo).toLocaleString('en-GB')}`;
    const ahead = isAhead ? ', by a clock that is ahead of this one' : '';
    return `  ${letter} (${name}): ${isThis ? 'this laptop' : time}${ahead}`;
  });
}

const STATES: Record<LaptopEnd['state'], string> = {
  destroyed: 'destroyed',
  asks: 'has asked for this, and destroys its room last',
  begun: 'begun, but not finished as far as is known',
  'heard since': 'still in use after its certificate',
  restored: 'restored from a backup, as another laptop on this list',
  'not answered': 'not answered',
};

/** How the end of the day goes on its laptops. */
export function ending(how: Ending): string {
  const { asked, others, files } = how;
  return [
    asked ? whoAsks(asked) : 'Nobody has asked the laptops to destroy the day. Add --yes to ask them.',
    ...others.map(({ letter, name, state }) => `  ${letter} (${name}): ${STATES[state]}`),
    ...beforeTheEnd(how).map(english),
    ...files.map(({ file, last }) => `  written for other laptops: ${file}, ${local(last)}`),
  ].join('\n');
}

function whoAsks({ by, at, laptop, isThis }: EndAsked): string {
  const where = isThis ? 'on this laptop' : `on laptop ${laptop ? `${laptop.letter} (${laptop.name})` : '?'}`;
  return `Asked ${where}, ${local(at)}${by === '' ? '' : `, by ${by}`}: destroy the day on all laptops.`;
}

/** The certificate that another laptop left, kept or known. */
export function certificate({ says, isNew }: CertificateRead): string {
  const { letter, name, by, at, isDone, left } = says;
  return [
    `Laptop ${letter} (${name}): ${isDone ? 'destroyed' : 'destruction begun'} by ${by}, ${local(at)}.${isNew ? '' : ' Known already.'}`,
    ...left.map((file) => `  not removed there: ${file}`),
  ].join('\n');
}

function local(at: number): string {
  return new Date(at).toLocaleString('en-GB');
}
