import { z } from 'zod';
import { LANGUAGE_IDS } from '../../src-shared/languages.ts';
import { asWritten } from '../../src-shared/message.ts';
import { DETAILS, lookOf, PAPER_SIZES } from '../../src-shared/paper-look.ts';
import type { SheetRecord } from './journal.ts';
import { storedJson } from './stored-json.ts';
import { messageShape } from './stored-message.ts';

/*
 * The one place that reads what entries of the journal keep as JSON, in every form that this program has written. Each
 * shape has what is used again; the row has the rest.
 */

/** How the paper of a sheet looks; older versions knew fewer ways and kept fewer. */
const LOOK = z
  .object({
    size: z.enum(PAPER_SIZES).optional(),
    large: z.boolean().optional(),
    details: z.array(z.enum(DETAILS)).optional(),
    doorsOnly: z.boolean().optional(),
    language: z.enum(LANGUAGE_IDS).optional(),
  })
  .transform(lookOf);

/** Older versions kept the part of a street in English. */
const PART = z.string().transform((words) => (words === '' ? undefined : asWritten(words)));

export const SHEET_RECORD: z.ZodType<SheetRecord> = z.object({
  code: z.string(),
  round: z.number(),
  street: z.string(),
  district: z.string(),
  part: z.union([PART, messageShape]).exactOptional(),
  note: z.string().exactOptional(),
  streetId: z.number(),
  streetIds: z.array(z.number()).exactOptional(),
  electorIds: z.array(z.number()),
  numbersInUpTo: z.record(z.string(), z.number()).exactOptional(),
  look: LOOK.exactOptional(),
  runner: z.string().exactOptional(),
  replaces: z.string().exactOptional(),
});

const SHEET_MOVED = z.object({ code: z.string(), runner: z.string().exactOptional() });

/** Older versions said nothing of marks, and a whole sentence of answers. */
const EXPORTED = z.object({
  of: z
    .enum(['marks', 'answers', 'journal', 'answers at the door'])
    .default('marks')
    .transform((of) => (of === 'answers at the door' ? 'answers' : of)),
  rows: z.number(),
});

const FIELD = z.union([z.string(), z.number()]);

/** Fields in another form are left out. */
const CORRECTED = z
  .record(z.string(), z.unknown())
  .transform((fields) => z.record(z.string(), z.tuple([FIELD, FIELD])).safeParse(fields).data ?? {});

/** What is none of these is something that a person changed, and no more is known of it. */
const REGISTER_CHANGE = z.union([
  z.object({ added: z.string() }),
  z.object({ removed: z.string() }),
  z.object({ restored: z.string() }),
  z.object({ corrected: CORRECTED }),
  z.object({ street: z.string(), becomes: z.string() }),
  z.object({ address: z.string(), movedTo: z.string() }),
  z.object({ absentVoters: z.looseObject({}) }),
  z.object({ everybodyVotes: z.string() }),
  z.object({ question: z.number() }),
  z.record(z.string(), z.unknown()).transform(() => ({ unknown: true as const })),
]);

const SHAPES = {
  sheet: SHEET_RECORD,
  'sheet codes': z.object({ sheets: z.array(z.object({ code: z.string() })) }),
  'sheet printed': SHEET_MOVED,
  'sheet withdrawn': SHEET_MOVED,
  'sheet out': SHEET_MOVED,
  'sheet back': SHEET_MOVED,
  'sheet lost': SHEET_MOVED,
  import: z.object({ imported: z.number(), updated: z.number(), removed: z.number() }),
  export: EXPORTED,
  register: REGISTER_CHANGE,
  station: z.union([z.object({ removed: z.number() }), z.object({ name: z.string() })]),
  walk: z.union([z.object({ removed: z.string() }), z.object({ name: z.string() })]),
};

type Details = { [Kind in keyof typeof SHAPES]: z.output<(typeof SHAPES)[Kind]> };

const shapes: { [Kind in keyof Details]: z.ZodType<Details[Kind]> } = SHAPES;

/** What an entry of this kind keeps as JSON. @throws RoomDamaged when it is not of a form that this program writes. */
export function storedDetail<Kind extends keyof Details>(kind: Kind, text: string | null): Details[Kind] {
  return storedJson(text, shapes[kind]);
}
