/** The width of a text, in points. */
type MeasureText = (text: string) => number;

/** A place for a text: its width, and how many lines it has. */
export type TextBox = { width: number; maxLines: number; measure: MeasureText };

const ELLIPSIS = '…';

/** After a space or a hyphen, but not between digits: a telephone number, or 14-18, would be read as two. */
const BREAKS = /(?<=[ -])(?<!\d[ -](?=\d))/;
/** The spaces between words: a number, or a postcode, is one. */
const BETWEEN_WORDS = /(?<!\d) | (?!\d)/;
/** In a number that is wider than the line. */
const BREAKS_IN_NUMBER = /(?<=[ -])/;

/**
 * Breaks a text into lines at spaces and after hyphens, and inside a number or a word only if that alone is too wide.
 * Only the spaces at the breaks are lost.
 */
export function wrapText(text: string, { width, measure }: Omit<TextBox, 'maxLines'>): string[] {
  if (measure(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  const pieces = text
    .split(BREAKS)
    .flatMap((piece) => (measure(piece.trimEnd()) <= width ? [piece] : piece.split(BREAKS_IN_NUMBER)));
  for (const piece of pieces) {
    const longer = line + piece;
    if (measure(longer.trimEnd()) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    line = piece;
    while (measure(line.trimEnd()) > width) {
      const head = withoutLoneEnd(
        longestHead(line, (start) => measure(start) <= width),
        line,
      );
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  if (line.trimEnd() !== '') lines.push(line.trimEnd());
  return lines;
}

/** One letter less if the next line would begin with a comma. */
function withoutLoneEnd(head: string, line: string): string {
  const letters = [...head];
  return letters.length > 1 && /^[,.;:]/.test(line.slice(head.length)) ? letters.slice(0, -1).join('') : head;
}

/** Wraps a text. What does not fit is cut off, with an ellipsis. */
export function fitStart(text: string, box: TextBox): string[] {
  const lines = wrapText(text, box);
  if (lines.length <= box.maxLines) return lines;
  const kept = lines.slice(0, box.maxLines);
  return [...kept.slice(0, -1), withEllipsis(kept.at(-1) ?? '', box)];
}

/**
 * Wraps a text whose last word matters most, such as a surname, a house number or a postcode: what does not fit is left out of
 * the middle, by whole words if one fits.
 */
export function fitEnds(text: string, box: TextBox): string[] {
  const lines = wrapText(text, box);
  if (lines.length <= box.maxLines) return lines;
  const words = text.split(BETWEEN_WORDS);
  const last = words.pop() ?? '';
  const fitting = (start: string) => {
    const shortened = wrapText(`${start} ${last}`, box);
    return shortened.length <= box.maxLines ? shortened : null;
  };
  let fitted: string[] | null = null;
  for (let kept = 1; kept < words.length; kept += 1) {
    const shortened = fitting([...words.slice(0, kept), ELLIPSIS].join(' '));
    if (!shortened) break;
    fitted = shortened;
  }
  if (fitted) return fitted;
  // Not even the first word is short enough.
  const cut = (head: string) => fitting(`${head.trimEnd()}${ELLIPSIS}`);
  const head = longestHead(words.join(' '), (start) => cut(start) !== null);
  return cut(head) ?? fitting(ELLIPSIS) ?? fitStart(last, box);
}

function withEllipsis(line: string, { width, measure }: TextBox): string {
  if (measure(line + ELLIPSIS) <= width) return line + ELLIPSIS;
  const head = longestHead(line, (start) => measure(start.trimEnd() + ELLIPSIS) <= width);
  const wholeWords = head.slice(0, head.lastIndexOf(' ') + 1).trimEnd();
  return (wholeWords === '' ? head.trimEnd() : wholeWords) + ELLIPSIS;
}

/**
 * The longest start of a text that fits, found by halving; at least one letter, so that a caller always makes
 * progress.
 */
function longestHead(text: string, fits: (start: string) => boolean): string {
  const letters = [...text];
  let most = 1;
  let tooMany = letters.length + 1;
  while (tooMany - most > 1) {
    const middle = (most + tooMany) >> 1;
    if (fits(letters.slice(0, middle).join(''))) most = middle;
    else tooMany = middle;
  }
  return letters.slice(0, most).join('');
}
