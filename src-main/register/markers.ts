/** What the letters after an elector's number mean for polling day (REGISTERS.md, "Markers"). */
export type Standing = { postal: boolean; proxy: boolean; anonymous: boolean };

const read = new Map<string, Standing>([['', { postal: false, proxy: false, anonymous: false }]]);

/**
 * Reads a markers cell: a set of letters in any order and separation (`A+N`, `FN`, `A, P`), or the words some
 * party files write instead. Other letters say nothing here and are kept as given.
 */
export function readMarkers(cell: string): Standing {
  // A register has few distinct cells.
  let standing = read.get(cell);
  if (!standing) {
    standing = readTokens(cell.toUpperCase().split(/[^A-Z]+/));
    if (read.size < 1000) read.set(cell, standing);
  }
  return standing;
}

function readTokens(tokens: readonly string[]): Standing {
  const has = (letter: string, ...words: string[]) =>
    tokens.some(
      (token) => words.includes(token) || (token.length <= 4 && !WORDS.has(token) && token.includes(letter)),
    );
  return {
    postal: has('A', 'POSTAL', 'POST', 'PV'),
    proxy: has('P', 'PROXY'),
    anonymous: has('N', 'ANONYMOUS'),
  };
}

/** Short words, not sets of letters. */
const WORDS = new Set(['POST', 'PV']);
