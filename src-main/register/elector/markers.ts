import { readAbsentVote } from './absent-vote.ts';
import { cellKey, remembered, saysNothing, shortCell } from './cell-words.ts';

/** A markers cell as read. */
export type Markers = {
  /** In capitals, each once; '' for none. */
  letters: string;
  /** What is not a known letter, as it is written in the cell; the room may say what it means. */
  unknown: readonly string[];
};

/**
 * Reads the letters of a markers cell: in any order and with any separators (`A+N`, `FN`, `A, P`), or the words that
 * some party files use instead (REGISTERS.md, "Markers"). A word that is not known is never squeezed into letters.
 */
export const readMarkers = remembered((cell: string): Markers => {
  const letters = new Set<string>();
  const unknown: string[] = [];
  if (saysNothing(cell)) return NONE;
  // Not known, and no anonymous elector of some country.
  if (/^\s*n\/k\s*$/i.test(cell)) return { letters: '', unknown: [shortCell(cell)] };
  for (const { text, isQuoted } of partsOf(cell)) {
    const known = lettersOf(text);
    if (known !== null && !isQuoted) for (const letter of known) letters.add(letter);
    else unknown.push(known === null ? shortCell(text) : quoted(text));
  }
  return { letters: [...letters].join(''), unknown };
});

const NONE: Markers = { letters: '', unknown: [] };

/** The letters of a markers cell that are known or stand alone. */
export function markerLetters(cell: string): string {
  return readMarkers(cell).letters;
}

/** Every marker of a cell, by which the room says what it means: its letters, and the words that are not letters. */
export const markerKeys = remembered((cell: string): readonly string[] => {
  const { letters, unknown } = readMarkers(cell);
  return [...letters, ...unknown.map(cellKey)];
});

/**
 * Markers with words of another column, in quotation marks. They are not letters, whatever they look like: what they
 * mean is set by themselves.
 */
export function withWords(markers: string, words: string): string {
  return markers === '' ? quoted(words) : `${markers}+${quoted(words)}`;
}

/** Both, each once. */
export function joinedMarkers(markers: string, others: string): string {
  if (others === '') return markers;
  const known = markerKeys(markers);
  const parts = partsOf(others).map(asWritten);
  const added = parts.filter((part) => !markerKeys(part).every((key) => known.includes(key)));
  return [markers, ...added].filter((each) => each !== '').join('+');
}

/** Markers without some letters. Words in quotation marks stay in them: they may contain what divides markers. */
export function withoutLetters(markers: string, letters: string): string {
  const kept = [...readMarkers(markers).letters].filter((letter) => !letters.includes(letter));
  const words = partsOf(markers).filter(({ text, isQuoted }) => isQuoted || lettersOf(text) === null);
  return [...kept, ...words.map(asWritten)].join('+');
}

/** By which the room says what the words of another column mean. */
export function keyOfWords(words: string): string {
  return markerKeys(quoted(words))[0] ?? '';
}

function quoted(words: string): string {
  return `“${shortCell(words).replace(/[“”]/g, "'")}”`;
}

/** Letters that a register is known to have. */
const LETTERS = new Set('ABEFGKLMNPU');
/** Letters of a nationality or of a kind of elector: nobody has two. */
const KINDS = /[BEFGKLMU]/g;

/** Words that mean letters or, like an attainer's, nothing here. */
const WORDS: Record<string, string> = {
  'POSTAL VOTE': 'A',
  POST: 'A',
  PV: 'A',
  AV: 'A',
  PROXY: 'P',
  ANONYMOUS: 'N',
  ANON: 'N',
  OVERSEAS: 'F',
  'OVERSEAS ELECTOR': 'F',
  PEER: 'L',
  NONE: '',
  VOTE: '',
  ATTAINER: '',
  BRITISH: '',
  IRISH: '',
  COMMONWEALTH: '',
};

/** Sets of known letters that are more likely a word. */
const WORDS_OF_LETTERS = new Set(['EU', 'UK', 'GB', 'NA', 'NK']);

type Part = { text: string; isQuoted: boolean };

function asWritten({ text, isQuoted }: Part): string {
  return isQuoted ? quoted(text) : text;
}

function partsOf(cell: string): Part[] {
  return [...cell.matchAll(/“([^”]*)”|([^+,;&|/“”]+)/g)].flatMap(([, words, plain = '']) => {
    const text = (words ?? plain).trim();
    return text === '' ? [] : [{ text, isQuoted: words !== undefined }];
  });
}

/** The letters of a part of a cell; null if it is not understood. */
function lettersOf(part: string): string | null {
  const key = cellKey(part);
  const word = WORDS[key];
  if (word !== undefined) return word;
  if (saysNothing(part)) return '';
  const tokens = key.split(/[\s.()-]+/).filter((token) => token !== '');
  if (tokens.length > 0 && tokens.every(isSet)) return tokens.join('');
  if (!/POST|PROX|\bPV\b|\bAV\b/.test(key)) return null;
  const vote = readAbsentVote(part);
  return vote === 'postal' ? 'A' : vote === 'proxy' ? 'P' : vote === 'none' ? '' : null;
}

function isSet(token: string): boolean {
  if (!/^[A-Z]{1,4}$/.test(token) || WORDS_OF_LETTERS.has(token)) return false;
  if (token.length === 1) return true;
  const isKnown = [...token].every((letter) => LETTERS.has(letter)) && new Set(token).size === token.length;
  // MALE, BANK and LAMB are known letters, too.
  return isKnown && (token.length === 2 || (token.match(KINDS)?.length ?? 0) < 2);
}

/** Whether a letter is one that registers are known to have. */
export function isKnownLetter(letter: string): boolean {
  return LETTERS.has(letter);
}

/** Anonymous electors have neither name nor address on any register, whatever the poll's rules are. */
export function isAnonymous(markers: string): boolean {
  return markers !== '' && markerLetters(markers).includes('N');
}
