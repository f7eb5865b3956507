import * as z from 'zod/mini';
import { LANGUAGE_IDS } from '../../src-shared/languages.ts';
import { DETAILS, PAPER_SIZES, SIDES } from '../../src-shared/paper-look.ts';
import { storedJson } from '../shared/stored-json.ts';

/** Each part that is missing, or that this version does not know, is as usual. The others are kept. */
const look = z.object({
  size: z.catch(z.enum(PAPER_SIZES), 'a4'),
  large: z.catch(z.boolean(), false),
  details: z.catch(z.array(z.enum(DETAILS)), ['phone', 'note']),
  doorsOnly: z.catch(z.boolean(), false),
  cover: z.catch(z.boolean(), false),
  sides: z.catch(z.enum(SIDES), 'through'),
  /** '' for the window's language. */
  language: z.catch(z.enum([...LANGUAGE_IDS, '']), ''),
});

export type PaperLook = z.output<typeof look>;

/** How paper looks, from what the window stored; '' before it has. */
export function readLook(text: string): PaperLook {
  return storedJson(text, look) ?? z.parse(look, {});
}
