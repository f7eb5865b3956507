import type { PaperSize } from '../../src-shared/paper-look.ts';

export type Face = 'regular' | 'bold';

/** A kind of text: its size in points, the smallest size it may shrink to, and its line height. */
export type TypeStyle = { face: Face; size: number; least: number; lead: number };

/** The positions on a page of sheets, in points from its top left corner. */
export type PageForm = {
  /** The size of the page, or of the half that one sheet has. */
  width: number;
  height: number;
  /** Margins that any home printer can print. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  /**
   * Baseline of the first line of the head below the street, and the distance from there to the column titles, for
   * four lines.
   */
  headLines: number;
  rowsTop: number;
  columns: {
    address: number;
    /** As wide as the longest number on the sheet needs. A longer one than `most` is written above the name. */
    number: { least: number; most: number };
    /** Gives way to long numbers, down to `least`. */
    name: { usual: number; least: number };
    /** The boxes of `TICK_TITLES`. Each is as wide as a word of its title needs. */
    ticks: readonly [number, number, number, number, number, number];
    /** A round on a sheet for the whole day: a box, and a line for a letter. */
    round: number;
    gap: number;
  };
  type: {
    street: TypeStyle;
    head: TypeStyle;
    address: TypeStyle;
    number: TypeStyle;
    name: TypeStyle;
    detail: TypeStyle;
  };
  titles: number;
  foot: number;
  code: { width: number; height: number; size: number; qr: number };
  /** Side of a tick box. */
  box: number;
  /** From the top of a row to its first baseline, on which the boxes are drawn, and the space below the last one. */
  firstBaseline: number;
  padBelow: number;
  leastRow: number;
  /** Height of a street's name above its first door, on a sheet of several. */
  streetName: number;
};

export const TICK_TITLES = ['voted', 'will vote', 'out', 'refused', 'moved', 'lift'] as const;

/** With less room than this, there is no column for notes: its title would not fit. */
export const LEAST_NOTES = 40;

/** The smallest print of titles, details and feet. */
export const LEAST_PRINT = 9;

const PLAIN = {
  type: {
    street: { face: 'bold', size: 21, least: 14, lead: 22 },
    head: { face: 'regular', size: 11.5, least: LEAST_PRINT, lead: 15 },
    address: { face: 'bold', size: 13, least: 11, lead: 15 },
    number: { face: 'regular', size: 11.5, least: 11, lead: 14 },
    name: { face: 'regular', size: 12, least: 11, lead: 14 },
    detail: { face: 'regular', size: 9.5, least: 9.5, lead: 11.5 },
  },
  titles: 9,
  foot: 10,
  code: { width: 120, height: 44, size: 26, qr: 54 },
  box: 13,
  firstBaseline: 16,
  padBelow: 5,
  leastRow: 24,
  streetName: 24,
  headLines: 38,
  rowsTop: 110,
} as const;

const LARGE = {
  ...PLAIN,
  type: {
    ...PLAIN.type,
    head: { face: 'regular', size: 13, least: LEAST_PRINT, lead: 16 },
    address: { face: 'bold', size: 17, least: 14, lead: 19 },
    number: { face: 'regular', size: 15, least: 13, lead: 18 },
    name: { face: 'regular', size: 16, least: 14, lead: 18 },
    detail: { face: 'regular', size: 12.5, least: 12.5, lead: 15 },
  },
  titles: 10,
  box: 17,
  firstBaseline: 21,
  padBelow: 6,
  leastRow: 31,
  rowsTop: 116,
} as const;

const SMALL = {
  ...PLAIN,
  type: {
    street: { face: 'bold', size: 17, least: 11, lead: 18 },
    head: { face: 'regular', size: 10, least: LEAST_PRINT, lead: 13 },
    address: { face: 'bold', size: 12, least: 11, lead: 14 },
    number: { face: 'regular', size: 11, least: 11, lead: 13 },
    name: { face: 'regular', size: 11.5, least: 11, lead: 13 },
    detail: { face: 'regular', size: 9, least: 9, lead: 11 },
  },
  titles: 9,
  foot: 9,
  code: { width: 84, height: 36, size: 20, qr: 44 },
  box: 12,
  headLines: 31,
  rowsTop: 94,
} as const;

const A4 = { width: 595.28, height: 841.89, left: 30, right: 565.28, top: 30, bottom: 817 } as const;
const A4_LANDSCAPE = {
  width: 841.89,
  height: 595.28,
  left: 30,
  right: 811.89,
  top: 30,
  bottom: 570,
} as const;
const A5 = { width: 420.945, height: 595.28, left: 22, right: 398.9, top: 26, bottom: 572 } as const;

const FORMS: Record<PaperSize, { plain: PageForm; large: PageForm | null }> = {
  a4: {
    plain: {
      ...A4,
      ...PLAIN,
      columns: {
        address: 84,
        number: { least: 44, most: 72 },
        name: { usual: 146, least: 126 },
        ticks: [26, 28, 28, 38, 31, 26],
        round: 58,
        gap: 8,
      },
    },
    large: {
      ...A4,
      ...LARGE,
      columns: {
        address: 92,
        number: { least: 58, most: 93 },
        name: { usual: 165, least: 130 },
        ticks: [30, 32, 28, 40, 36, 30],
        round: 54,
        gap: 7,
      },
    },
  },
  'a4-landscape': {
    plain: {
      ...A4_LANDSCAPE,
      ...PLAIN,
      columns: {
        address: 120,
        number: { least: 44, most: 100 },
        name: { usual: 230, least: 200 },
        ticks: [34, 44, 34, 46, 40, 34],
        round: 80,
        gap: 10,
      },
    },
    large: {
      ...A4_LANDSCAPE,
      ...LARGE,
      columns: {
        address: 130,
        number: { least: 58, most: 118 },
        name: { usual: 260, least: 210 },
        ticks: [40, 52, 38, 50, 44, 38],
        round: 80,
        gap: 10,
      },
    },
  },
  a5: {
    plain: {
      ...A5,
      ...SMALL,
      columns: {
        address: 58,
        number: { least: 44, most: 60 },
        name: { usual: 97, least: 81 },
        ticks: [24, 24, 25, 36, 30, 20],
        round: 40,
        gap: 6,
      },
    },
    large: null,
  },
};

/** The form for a size of paper; null for large print on half a page, which has no room for it. */
export function pageForm(size: PaperSize, large: boolean): PageForm | null {
  return large ? FORMS[size].large : FORMS[size].plain;
}

/** The same with rows closer together: `closer` is 1 for as close as is readable. The print is not smaller. */
export function withRowsCloser(form: PageForm, closer: number): PageForm {
  const { type } = form;
  const tight = (style: TypeStyle, by: number) => ({ ...style, lead: style.lead - by * closer });
  return {
    ...form,
    type: {
      ...type,
      address: tight(type.address, 1.5),
      number: tight(type.number, 1),
      name: tight(type.name, 1),
      detail: tight(type.detail, 1),
    },
    firstBaseline: form.firstBaseline - 2.5 * closer,
    padBelow: form.padBelow - 2 * closer,
    leastRow: form.leastRow - 4 * closer,
    streetName: form.streetName - 5 * closer,
  };
}

/** Half a page: what is side by side on other forms is one below the other here. */
export function isNarrow({ width }: PageForm): boolean {
  return width < 500;
}

/** A plain A4 page, for papers that are not sheets. */
export const PAGE = A4;
