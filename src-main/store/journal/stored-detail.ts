import { z } from 'zod';
import { LANGUAGE_IDS } from '../../../src-shared/languages.ts';
import { DETAILS, lookOf, PAPER_SIZES } from '../../../src-shared/paper-look.ts';
import { isStored, storedJson, storedOrNull } from '../stored-json.ts';
import type { FileForLaptops, LaptopDestroyed, SheetRecord, ToldBy } from './journal.ts';
import { messageOrWords } from './stored-message.ts';

/*
 * The one place that reads the JSON of journal entries, in every form that this program has written. Each shape has
 * the parts that are used again; the row has the rest.
 */

/** How a sheet's paper looks. Older versions had fewer options, and stored fewer. */
const LOOK = z
  .object({
    size: z.enum(PAPER_SIZES).optional(),
    large: z.boolean().optional(),
    details: z.array(z.enum(DETAILS)).optional(),
    doorsOnly: z.boolean().optional(),
    language: z.enum(LANGUAGE_IDS).optional(),
  })
  .transform(lookOf);

const SHEET_RECORD: z.ZodType<SheetRecord> = z.object({
  code: z.string(),
  round: z.number(),
  street: z.string(),
  district: z.string(),
  part: z.union([z.literal('').transform(() => undefined), messageOrWords]).exactOptional(),
  note: z.string().exactOptional(),
  streetId: z.number(),
  streetIds: z.array(z.number()).exactOptional(),
  electorIds: z.array(z.number()),
  numbersInUpTo: z.record(z.string(), z.number()).exactOptional(),
  look: LOOK.exactOptional(),
  runner: z.string().exactOptional(),
  election: z.string().exactOptional(),
  replaces: z.string().exactOptional(),
});

const SHEET_MOVED = z.object({ code: z.string(), runner: z.string().exactOptional() });

/** Older versions stored nothing for marks, and a whole sentence for answers. */
const EXPORTED = z.object({
  of: z
    .enum(['marks', 'answers', 'journal', 'next room', 'answers at the door'])
    .default('marks')
    .transform((of) => (of === 'answers at the door' ? 'answers' : of)),
  rows: z.number(),
});

const FIELD = z.union([z.string(), z.number()]);

/** Fields in another form are left out. */
const CORRECTED = z
  .record(z.string(), z.unknown())
  .transform((fields) => z.record(z.string(), z.tuple([FIELD, FIELD])).safeParse(fields).data ?? {});

const VALUE = FIELD.nullable();
const ANSWERS = z.record(z.string(), z.record(z.string(), z.tuple([VALUE, VALUE])));
/** A list is about as many as there are electors: they are looked through, and not copied one by one. */
const ABSENT = z.custom<Record<string, [string, string]>>(
  (value) => isObject(value) && Object.values(value).every(isChange),
);

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isChange(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'string');
}

/** Any other detail is a change by a person, about which no more is known. */
const REGISTER_CHANGE = z.union([
  z.object({
    added: z.string(),
    elector: z.record(z.string(), z.unknown()).exactOptional(),
    byRegister: z.literal(true).exactOptional(),
  }),
  z.object({ removed: z.string(), byRegister: z.literal(true).exactOptional() }),
  z.object({ restored: z.string() }),
  z.object({ corrected: CORRECTED, viOn: z.string().exactOptional() }),
  z.object({
    street: z.string(),
    becomes: z.string(),
    district: z.string().exactOptional(),
    found: z.array(z.string()).exactOptional(),
    electors: z.array(z.number()).exactOptional(),
  }),
  z.object({
    address: z.string(),
    movedTo: z.string(),
    house: z.string().exactOptional(),
    flat: z.string().exactOptional(),
    movedFrom: z.string().exactOptional(),
    doors: z
      .array(z.object({ elector: z.number(), street: z.string(), house: z.string(), flat: z.string() }))
      .exactOptional(),
  }),
  z.object({ absentVoters: z.looseObject({}), absent: ABSENT.exactOptional() }),
  z.object({ everybodyVotes: z.string(), absent: ABSENT.exactOptional() }),
  z.object({ canvassed: z.number(), answers: ANSWERS, settled: z.literal(true).exactOptional() }),
  /** Older versions did not note what the answer did. */
  z.object({
    question: z.number(),
    about: z.string().exactOptional(),
    answer: z.union([z.number(), z.string()]).exactOptional(),
    answers: ANSWERS.exactOptional(),
  }),
  z.record(z.string(), z.unknown()).transform(() => ({ unknown: true as const })),
]);

const STATION = z.object({
  station: z.number(),
  name: z.string(),
  place: z.string(),
  warp: z.boolean(),
  districts: z.array(z.string()),
  shifts: z.array(z.object({ teller: z.string(), starts: z.string(), ends: z.string() })),
});

const WALK = z.object({
  walk: z.number(),
  name: z.string(),
  note: z.string(),
  runner: z.string(),
  streetIds: z.array(z.number()),
  /** Older entries have only the ids, which another copy may not have. */
  streets: z.array(z.tuple([z.string(), z.string()])).exactOptional(),
});

const SLIP = z.object({
  slip: z.number(),
  number: z.number(),
  letter: z.string().default(''),
  district: z.string(),
  stationId: z.number().nullable(),
  toldAt: z.number().nullable(),
  teller: z.string(),
  toldCount: z.number().nullable(),
  /** Older versions did not ask. */
  gaveNothing: z.number().nullable().default(null),
  secondOf: z.number().nullable(),
  /** Older versions did not say. */
  isOpen: z.boolean().default(false),
});

/** A file with the day in it that a laptop wrote for others. */
export const FILE_FOR_LAPTOPS: z.ZodType<FileForLaptops> = z.object({
  file: z.string(),
  what: z.enum(['shared', 'copy']),
  times: z.number(),
  last: z.number(),
});

/** What a laptop says of the destruction of its room. */
export const LAPTOP_DESTROYED: z.ZodType<LaptopDestroyed> = z.object({
  device: z.string().min(1),
  letter: z.string(),
  name: z.string(),
  by: z.string(),
  at: z.number(),
  isDone: z.boolean(),
  removed: z.number(),
  left: z.array(z.string()),
  unreached: z.array(z.string()),
  files: z.array(FILE_FOR_LAPTOPS),
});

const SHAPES = {
  sheet: SHEET_RECORD,
  'sheet codes': z.object({ sheets: z.array(z.object({ code: z.string() })) }),
  'sheet printed': SHEET_MOVED,
  'sheet withdrawn': SHEET_MOVED,
  'sheet out': SHEET_MOVED,
  'sheet back': SHEET_MOVED,
  'sheet lost': SHEET_MOVED,
  import: z.object({
    imported: z.number(),
    updated: z.number(),
    removed: z.number(),
    file: z.string().exactOptional(),
    /** How many the room had then. */
    electors: z.number().exactOptional(),
    after: z.array(z.string()).exactOptional(),
  }),
  laptop: z.object({
    device: z.string(),
    letter: z.string(),
    name: z.string(),
    readsOnly: z.literal(true).exactOptional(),
    was: z.string().exactOptional(),
  }),
  ending: z.object({}),
  destroyed: LAPTOP_DESTROYED,
  export: EXPORTED,
  register: REGISTER_CHANGE,
  station: z.union([z.object({ removed: z.number() }), STATION]),
  official: z.object({
    station: z.number(),
    name: z.string().default(''),
    at: z.number(),
    ballots: z.number().nullable(),
  }),
  walk: z.union([z.object({ removed: z.string() }), WALK]),
  slip: SLIP,
  kept: z.object({ kept: z.string() }),
  settled: z.object({
    about: z.string(),
    entries: z.array(z.string()),
    as: z.string(),
    together: z.number().exactOptional(),
  }),
  doorstep: z.object({ code: z.string(), was: z.string().exactOptional() }),
  'taken back': z.object({ entries: z.number() }),
  setting: z.object({ setting: z.string(), before: z.string().nullable(), value: z.string() }),
};

const TOLD = z.object({ toldBy: z.enum(['name', 'door']) });

/** How a number's entry says that a name or a door was told; undefined if it was a number. */
export function storedToldBy(detail: string | null): { toldBy: ToldBy } | undefined {
  return storedOrNull(detail, TOLD) ?? undefined;
}

type Details = { [Kind in keyof typeof SHAPES]: z.output<(typeof SHAPES)[Kind]> };

const shapes: { [Kind in keyof Details]: z.ZodType<Details[Kind]> } = SHAPES;

/**
 * The detail of an entry of this kind.
 * @throws RoomDamaged if it does not have a form that this program writes.
 */
export function storedDetail<Kind extends keyof Details>(kind: Kind, text: string | null): Details[Kind] {
  return storedJson(text, shapes[kind]);
}

/**
 * Whether an entry of this kind may have this detail: in a form that this program writes or, if none is known of the
 * kind, any JSON or nothing.
 */
export function isDetail(kind: string, text: string | null): boolean {
  const shape: z.ZodType = Object.hasOwn(SHAPES, kind) ? SHAPES[kind as keyof Details] : z.unknown();
  return (text === null && !Object.hasOwn(SHAPES, kind)) || isStored(text, shape);
}
