/** What the letters after an elector's number mean for polling day (REGISTERS.md, "Markers"). */
export type Standing = { postal: boolean; proxy: boolean; anonymous: boolean };

const NONE: Standing = { postal: false, proxy: false, anonymous: false };

/**
 * Reads a markers cell: a set of letters in any order and separation (`A+N`, `FN`, `A, P`), or the words some
 * party files write instead. Other letters say nothing here and are kept as given.
 */
export function readMarkers(cell: string): Standing {
  if (cell === '') return NONE;
  let { postal, proxy, anonymous } = NONE;
  for (const token of cell.toUpperCase().split(/[^A-Z]+/)) {
    if (token === 'POSTAL' || token === 'POST' || token === 'PV') postal = true;
    else if (token === 'PROXY') proxy = true;
    else if (token === 'ANONYMOUS') anonymous = true;
    else if (token.length <= 4) {
      if (token.includes('A')) postal = true;
      if (token.includes('P')) proxy = true;
      if (token.includes('N')) anonymous = true;
    }
  }
  return { postal, proxy, anonymous };
}
