import type { Message } from '../../../src-shared/message.ts';

/** The figures of the board, as `BoardFigures` names them, and of its other views. */
export const FIGURE_NAMES = [
  'electors',
  'promises',
  'postalPromises',
  'voted',
  'promisesVoted',
  'outstanding',
  'turnout',
  'pastTurnout',
  /** How often those voted before who are outstanding. */
  'pastOfOutstanding',
  /** Numbers from tellers: one for each time that somebody was told. */
  'numbers',
] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

/** Why a promise is not to be knocked. The first that holds counts. */
export const REASONS = [
  'says has voted',
  'refused',
  'moved',
  'deceased',
  'do not knock',
  'proxy',
  'postal',
  'not entitled',
  'too young',
  'date unclear',
  'anonymous',
  'no address',
  'another reason',
] as const;

/** The parts of figures. */
export const PART_NAMES = [
  'promises',
  'promises for another poll',
  'other intentions',
  'no intention',
  'voted',
  'in person',
  'postal voters',
  'to knock',
  'by post',
  'not at the door',
  'marked off later',
  'marked off by it',
  'marked off already',
  'not asked',
  'out',
  'will vote',
  'lift',
  ...REASONS,
  'past all',
  'past some',
  'past none',
  'past not known',
] as const;
export type PartName = (typeof PART_NAMES)[number];

/**
 * Whose figure it is: of the room, a district, a street of it, a polling station, or a walk; and of those, if a time is
 * given, who was marked off then.
 */
export type FigureScope = {
  district?: string | undefined;
  /** '' for the electors of the district who have no street. */
  street?: string | undefined;
  station?: { name: string; districts: string[] } | undefined;
  walk?: { id: number; name: string } | undefined;
  /** The hour (`07:00`) in which their number was entered. */
  hour?: string | undefined;
  /** The hour in which it was told, by the time on the slip if it has one; and by the end of which. */
  toldIn?: string | undefined;
  toldBy?: string | undefined;
  /** When it was entered: after the one and not after the other, in milliseconds since 1970. */
  between?: [number, number] | undefined;
};

export type FigurePart = { part: PartName; electors: number; parts: FigurePart[] };

/** A figure, and the parts that add up to it. */
export type FigureParts = {
  electors: number;
  parts: FigurePart[];
  /** What its per cent is made of, if it has one: of people, or of past polls. */
  share: { part: number; of: number } | null;
};

/** A figure of a row, without its parts. */
export type RowFigure = Pick<FigureParts, 'electors' | 'share'> & { figure: FigureName };

/** A street, or a whole district, that is part of a row. */
export type PlaceWithin = {
  district: string;
  /** Null for the whole district. */
  street: string | null;
  electors: number;
  outstanding: number;
};

/** What a row opens into: its figures, and the places that it is made of. */
export type FigureRow = { figures: RowFigure[]; places: PlaceWithin[] };

/** How the time to knock a street or walk is reckoned. */
export type KnockTime = {
  doors: number;
  /** Of one person, on the way to its streets and at their doors: whole minutes, which add up to what is shown. */
  onTheWay: number;
  atDoors: number;
  doorsPerHour: number;
  minutesToReach: number;
  /** The votes that the knocks are likely to gain, together and in an hour. */
  votes: number;
  votesPerHour: number;
  /** The streets with somebody outstanding. */
  streets: { district: string; street: string; doors: number; minutes: number }[];
};

/** Somebody behind a figure. */
export type PersonOfFigure = {
  id: number;
  number: string;
  /** A message for an elector without a name. */
  name: string | Message;
  address: string;
  promise: boolean;
  isOutstanding: boolean;
  /** In milliseconds since 1970; null if not marked off. */
  votedAt: number | null;
  /** When the number was told, where that time counts. */
  toldAt: number | null;
  /** Null for somebody who is neither a promise nor marked off. */
  state: PartName | null;
};
