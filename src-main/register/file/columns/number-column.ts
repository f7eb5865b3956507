import { type Message, say } from '../../../../src-shared/message.ts';

/**
 * How a file writes its elector numbers, from the whole column: with a suffix after a point (`888.8`), or with as many
 * decimals on every line (`5.010`), of which a spreadsheet takes zeros away (`5.01`).
 */
export type NumberColumn = {
  /** The decimals that each number had; null if the point only comes before a suffix. */
  decimals: number | null;
  /** Decimals were shortened, and nothing shows how many there were. */
  isUnclear: boolean;
  /** `1,001` has decimals, as on a computer that writes a comma for the point; null if that cannot be known. */
  isCommaPoint: boolean | null;
};

/** The decimals of `RollNo` in the PDCode family. */
const OF_ROLL_NUMBERS = 3;
const WITH_COMMA = /^\d{1,3},\d{3}$/;

/** `isRollNumber`: the heading says that it is one of a system that writes three decimals. */
export function numberColumn(cells: Iterable<string>, isRollNumber: boolean): NumberColumn {
  let most = 0;
  let startsWithZero = false;
  let whole = 0;
  let withComma = 0;
  let others = 0;
  for (const each of cells) {
    const cell = each.trim();
    if (cell === '') continue;
    if (WITH_COMMA.test(cell)) withComma += 1;
    else others += 1;
    const decimals = /^\d+\.(\d+)$/.exec(cell)?.[1];
    if (decimals === undefined) {
      whole += 1;
      continue;
    }
    most = Math.max(most, decimals.length);
    if (decimals.length > 1 && decimals.startsWith('0')) startsWithZero = true;
  }
  const isFixed = startsWithZero || (isRollNumber && most > 0);
  const decimals = isFixed ? Math.max(most, isRollNumber ? OF_ROLL_NUMBERS : 0) : null;
  return {
    decimals,
    // With two decimals everywhere `5` would be `5.00`: it was shortened, so `5.01` may have been too.
    isUnclear: isFixed && !isRollNumber && most < OF_ROLL_NUMBERS && whole > 0,
    isCommaPoint: withComma > 0 && others === 0 ? (isRollNumber ? true : null) : false,
  };
}

/** A number cell with the zeros that a spreadsheet took away, or why it cannot be known. */
export function asNumberColumn(cell: string, column: NumberColumn): string | Message {
  const text = cell.trim();
  if (WITH_COMMA.test(text)) {
    if (column.isCommaPoint === null)
      return say('"{{written}}" may be {{whole}} or have a suffix; write it without the comma', {
        written: text,
        whole: text.replace(',', ''),
      });
    return column.isCommaPoint ? text.replace(',', '.') : text;
  }
  const [, number = '', decimals = ''] = /^(\d+)\.(\d+)$/.exec(text) ?? [];
  if (number === '' || column.decimals === null || /^0+$/.test(decimals)) return cell;
  if (column.isUnclear)
    return say(
      '"{{written}}" has lost zeros in a spreadsheet, so its suffix is not known; open the original file instead',
      { written: text },
    );
  return `${number}.${decimals.padEnd(column.decimals, '0')}`;
}
