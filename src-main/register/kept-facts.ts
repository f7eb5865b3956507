import { z } from 'zod';
import { someOf, storedJson } from '../store/stored-json.ts';
import { ABSENT_VOTES } from './elector/absent-vote.ts';
import { GONE } from './elector/standing.ts';
import type { ElectorFacts, StoredElector } from './elector-rows.ts';
import type { EarlierAnswer } from './file/canvass-cells.ts';

const flag = z.literal([0, 1]);

/** An elector's facts, as the room stores them in JSON. */
export const ELECTOR_FACTS = z.object({
  surname: z.string(),
  forename: z.string(),
  address: z.string(),
  postcode: z.string(),
  house: z.string(),
  flat: z.string(),
  markers: z.string(),
  born_on: z.string().nullable(),
  attains_on: z.string().nullable(),
  absent: z.enum(ABSENT_VOTES),
  vi: z.string(),
  vi_on: z.string(),
  vi_past: z.string(),
  past: z.string(),
  phone: z.string(),
  note: z.string(),
  lift: flag,
  do_not_knock: flag,
  gone: z.enum(GONE),
}) satisfies z.ZodType<ElectorFacts>;

export const SOME_FACTS = someOf(ELECTOR_FACTS);
const REGISTER_SAYS = someOf(ELECTOR_FACTS.extend({ street: z.string() }));
const EARLIER = z.array(z.object({ label: z.string(), code: z.string() }));

/**
 * The register's facts, if a person has corrected them.
 * @throws RoomDamaged if the room has something else.
 */
export function readRegisterSays({
  register_says,
}: Pick<StoredElector, 'register_says'>): Partial<ElectorFacts & { street: string }> {
  return register_says === '' ? {} : storedJson(register_says, REGISTER_SAYS);
}

/** As the register had them before a person's correction. */
export function asRegistered(stored: StoredElector): StoredElector {
  return { ...stored, ...readRegisterSays(stored) };
}

/**
 * Voting intentions from past canvasses, newest first.
 * @throws RoomDamaged if the room has something else.
 */
export function readEarlierAnswers({ vi_past }: Pick<ElectorFacts, 'vi_past'>): EarlierAnswer[] {
  return vi_past === '' ? [] : storedJson(vi_past, EARLIER);
}
