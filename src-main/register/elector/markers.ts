/**
 * The letters of a markers cell: in any order and with any separators (`A+N`, `FN`, `A, P`), or the words that some
 * party files use instead (REGISTERS.md, "Markers"). In capitals, each once; '' for none.
 */
export function markerLetters(cell: string): string {
  // The cache: a register has few distinct cells.
  let letters = read.get(cell);
  if (letters === undefined) {
    const tokens = cell.toUpperCase().split(/[^A-Z]+/);
    letters = [
      ...new Set(tokens.flatMap((token) => [...(WORDS[token] ?? (isSet(token) ? token : ''))])),
    ].join('');
    if (read.size < 1000) read.set(cell, letters);
  }
  return letters;
}

const read = new Map<string, string>([['', '']]);

/** Words that mean a letter. */
const WORDS: Record<string, string> = {
  POSTAL: 'A',
  POST: 'A',
  PV: 'A',
  PROXY: 'P',
  ANONYMOUS: 'N',
  OVERSEAS: 'F',
  NONE: '',
  VOTE: '',
};

/** More than four letters are a word that means something else. */
function isSet(token: string): boolean {
  return token.length <= 4;
}

/** Anonymous electors have neither name nor address on any register, whatever the poll's rules are. */
export function isAnonymous(markers: string): boolean {
  return markers !== '' && markerLetters(markers).includes('N');
}
