import { type Message, say } from '../../../src-shared/message.ts';

/** Words that begin a surname of several words in a "Surname Forename" cell. */
const PARTICLES = new Set(
  'al ap ab ferch bin bint da das de del della den der di do dos du el la las le les los mac mc o san st ter van vander von y zu'.split(
    ' ',
  ),
);

/** The mark of an elector who has opted out of the open register comes before the name, and is not part of it. */
const OPTED_OUT = /^\(z\)\s*/i;

function withoutOptOut(name: string): string {
  return name.startsWith('(') ? name.replace(OPTED_OUT, '') : name;
}

export type ElectorName = { surname: string; forename: string };

/** Tidies a surname cell. */
export function readSurname(cell: string): string {
  return withoutOptOut(tidy(cell));
}

/**
 * Splits a whole name as councils write it in one cell: `Evans, Ann Mary`, `EVANS Ann Mary` or `Evans Ann Mary`. With a
 * title before it, or for two people, it is as people write it: `Dr Ann Evans`, `Tom & Ann James`.
 */
export function readFullName(cell: string): ElectorName {
  const name = withoutOptOut(tidy(cell));
  const [, titles, untitled = ''] = TITLED.exec(name) ?? [];
  if (titles !== undefined) {
    const read = asPeopleWrite(untitled);
    // Two of them stay, since there are two people.
    return titles.includes(' ') ? { ...read, forename: `${titles} ${read.forename}`.trim() } : read;
  }
  if (/^[^\s,]+ (?:&|and) [^\s,]+ [^,]+$/i.test(name)) return asPeopleWrite(name);
  const comma = name.indexOf(',');
  if (comma >= 0) return { surname: name.slice(0, comma).trim(), forename: name.slice(comma + 1).trim() };
  const words = name.split(' ');
  let surnameWords = 1;
  while (surnameWords < words.length - 1 && PARTICLES.has((words[surnameWords - 1] ?? '').toLowerCase())) {
    surnameWords += 1;
  }
  // "VAUGHAN WILLIAMS Ann": capitals show where the surname ends, unless everything is in capitals.
  if (/[a-zß-ÿ]{2}/.test(name)) {
    while (surnameWords < words.length - 1 && isCapitals(words[surnameWords]) && isCapitals(words[0]))
      surnameWords += 1;
  }
  return { surname: words.slice(0, surnameWords).join(' '), forename: words.slice(surnameWords).join(' ') };
}

/** Titles before a name, alone or of two people: `Mr`, `Mr & Mrs`. Somebody may be called Lord. */
const TITLED =
  /^((?:mr|mrs|miss|ms|mx|dr|revd?|prof|cllr)\b\.?(?: (?:&|and) (?:mr|mrs|miss|ms|mx|dr|revd?|prof|cllr)\b\.?)?) ([^,]+)$/i;
const HONOUR = /^(?:[CMO]BE|MSP|PhD|BSc|Jnr|Snr|Esq)\.?$/i;

/** `Ann Evans`, `Maria de la Cruz`, `A. Evans MBE`. */
function asPeopleWrite(name: string): ElectorName {
  const words = name.split(' ');
  while (words.length > 1 && HONOUR.test(words.at(-1) ?? '')) words.pop();
  let at = words.length - 1;
  while (at > 1 && PARTICLES.has((words[at - 1] ?? '').toLowerCase())) at -= 1;
  return { surname: words.slice(at).join(' '), forename: words.slice(0, at).join(' ') };
}

/** A name in a party's or a volunteer's file: as written, and all its possible readings. */
export type WrittenName = { written: string; readings: readonly ElectorName[] };

/** Titles before a name, which are not part of it. */
const TITLE = /(^|,\s*)(?:mr|mrs|miss|ms|mx|dr|rev)\b\.?\s*/i;

/**
 * A whole name in one cell, with the surname at an unknown end: `Evans Ann` as councils write it, or `Ann Mary
 * Evans`, `Ann Vaughan Williams` as people do.
 */
export function wholeName(cell: string): WrittenName {
  const written = tidy(cell);
  const name = written.replace(TITLE, '$1');
  const asCouncils = readFullName(name);
  if (name.includes(',')) return { written, readings: [asCouncils] };
  const words = name.split(' ');
  const asPeople = words.slice(1).map((_, index) => ({
    forename: words.slice(0, index + 1).join(' '),
    surname: words.slice(index + 1).join(' '),
  }));
  return { written, readings: [asCouncils, ...asPeople] };
}

/** A name whose parts each have a cell. */
export function nameInParts(surnameCell: string, forenameCell: string): WrittenName {
  const name = { surname: readSurname(surnameCell), forename: tidy(forenameCell) };
  return { written: displayName(name), readings: [name] };
}

/** Whether a written name may be an elector's: the check whenever two files are joined by number. */
export function mayBeNamed({ readings }: WrittenName, elector: ElectorName): boolean {
  return readings.some((reading) => namesAgree(reading, elector));
}

/** `Ann Evans`, as used at the door. */
export function displayName({ surname, forename }: ElectorName): string {
  return forename === '' ? surname : surname === '' ? forename : `${forename} ${surname}`;
}

/** A name within a sentence: only anonymous electors have none. */
export function nameInSentence(elector: ElectorName): string | Message {
  return displayName(elector) || say('an anonymous elector');
}

/** A name that stands alone, as in a list. */
export function nameInList(elector: ElectorName): string | Message {
  return displayName(elector) || say('Anonymous elector');
}

/** Replaces white space, including non-breaking spaces, with single spaces. */
export function tidy(cell: string): string {
  // Nearly every cell is tidy. Called for every one, so without a pattern.
  let before = SPACE;
  for (let at = 0; at < cell.length; at += 1) {
    const code = cell.charCodeAt(at);
    if (code === SPACE ? before === SPACE : code < SPACE || code === 0xa0 || code >= OTHER_SPACES)
      return tidied(cell);
    before = code;
  }
  return before === SPACE && cell !== '' ? tidied(cell) : cell;
}

const SPACE = 32;
/** Letters of European languages come before, white space of all kinds behind. */
const OTHER_SPACES = 0x1680;

function tidied(cell: string): string {
  const trimmed = cell.trim();
  return /\s\s|[^\S ]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed;
}

/**
 * Whether two names may be the same person's: the same surname, and forenames of which one may be short for the
 * other. Case, accents and hyphens do not matter, and a missing part is not a difference. Used whenever two files
 * would otherwise be joined by number alone.
 */
export function namesAgree(one: ElectorName, other: ElectorName): boolean {
  if (isNameless(one) || isNameless(other)) return true;
  if (foldName(one.surname) !== foldName(other.surname)) return false;
  const [first, second] = [firstForename(one), firstForename(other)];
  return first.startsWith(second) || second.startsWith(first);
}

/** Whether the first forenames are the same, and more than an initial. */
export function sameForename(one: ElectorName, other: ElectorName): boolean {
  const first = firstForename(one);
  return first.length > 1 && first === firstForename(other);
}

function firstForename({ forename }: ElectorName): string {
  return foldName(forename.split(' ')[0] ?? '');
}

function isNameless({ surname, forename }: ElectorName): boolean {
  return surname === '' && forename === '';
}

/** Letters only, small and without accents, for comparing spellings. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase();
}

function isCapitals(word: string | undefined): boolean {
  return word !== undefined && word.length > 1 && word === word.toUpperCase();
}
