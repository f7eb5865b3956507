import { z } from 'zod';
import { LANGUAGE_IDS } from '../../src-shared/languages.ts';
import { PAPER_SIZES } from '../paper/page-form.ts';
import { messageShape } from '../store/stored-message.ts';
import { lookOf } from './sheet-look.ts';
import { DETAILS, type SheetRecord } from './types.ts';

/** How the paper of a sheet looks; builds that knew fewer ways kept fewer. */
const LOOK = z
  .object({
    size: z.enum(PAPER_SIZES).optional(),
    large: z.boolean().optional(),
    details: z.array(z.enum(DETAILS)).optional(),
    doorsOnly: z.boolean().optional(),
    language: z.enum(LANGUAGE_IDS).optional(),
  })
  .transform(lookOf);

/** What the journal keeps of a sheet. */
export const SHEET_RECORD: z.ZodType<SheetRecord> = z.object({
  code: z.string(),
  round: z.number(),
  street: z.string(),
  district: z.string(),
  // Older versions kept it in English.
  part: z.union([z.string(), messageShape]).exactOptional(),
  note: z.string().exactOptional(),
  streetId: z.number(),
  streetIds: z.array(z.number()).exactOptional(),
  electorIds: z.array(z.number()),
  numbersInUpTo: z.record(z.string(), z.number()).exactOptional(),
  look: LOOK.exactOptional(),
  runner: z.string().exactOptional(),
  replaces: z.string().exactOptional(),
});

/** What the journal keeps of where the paper of a sheet is now. */
export const SHEET_MOVED = z.object({ code: z.string(), runner: z.string().exactOptional() });
