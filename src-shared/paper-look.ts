import type { Language } from './languages.ts';

/** How the paper is cut: an A5 sheet is half of an A4 landscape page, two to a page. */
export const PAPER_SIZES = ['a4', 'a4-landscape', 'a5'] as const;
export type PaperSize = (typeof PAPER_SIZES)[number];

/** `through`: by number, on both sides; `odd-even`: up the odd side, down the even. */
export const SIDES = ['through', 'odd-even'] as const;
export type Sides = (typeof SIDES)[number];

/** What a line may show besides number and name. */
export const DETAILS = ['phone', 'note', 'past', 'vi'] as const;
export type Detail = (typeof DETAILS)[number];

/** How one sheet looks, with nothing left out. */
export type SheetLook = {
  size: PaperSize;
  large: boolean;
  details: Detail[];
  /** Doors and how many to ask for, but no names. */
  doorsOnly: boolean;
  language: Language;
};

/** How paper looks. The default is A4 in plain print, with telephone and note, in English. */
export type PaperChoice = { [Way in keyof SheetLook]?: SheetLook[Way] | undefined } & {
  /** A list of the sheets before them. */
  cover?: boolean | undefined;
};

/** How a sheet looks, with defaults for what was left open. */
export function lookOf({
  size = 'a4',
  large = false,
  details = ['phone', 'note'],
  doorsOnly = false,
  language = 'en',
}: PaperChoice): SheetLook {
  return { size, large, details, doorsOnly, language };
}
