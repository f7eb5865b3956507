import { z } from 'zod';
import { LANGUAGE_IDS } from '../../src-shared/languages.ts';
import type { Limits } from '../../src-shared/limits.ts';
import { ABSENT_VOTES } from '../register/elector/absent-vote.ts';
import { GONE } from '../register/elector/standing.ts';

/** The person to name in the journal. */
export const by = z.string().trim().max(80);
/** The language of paper, and of answers worded for a window. */
export const language = z.enum(LANGUAGE_IDS).optional();
export const districtCode = z.string().trim().max(20);
/** A whole number inside its limits. */
export const whole = ({ least, most }: Limits) => z.int().min(least).max(most);
export const fileInput = z.object({ name: z.string().max(255), base64: z.base64() });

/** Calls that carry a file, or its contents. A host allows them to be as long as a register. */
export const BULKY_CALLS: ReadonlySet<string> = new Set([
  'laptops.join',
  'laptops.look',
  'laptops.lookJoin',
  'laptops.meet',
  'laptops.takeIn',
  'register.absentVoters',
  'register.previewAbsentVoters',
  'register.refused',
  'register.stage',
]);

/** An elector, as typed. */
export const electorForm = z.object({
  number: z.string().max(40),
  forename: z.string().max(200),
  surname: z.string().max(200),
  house: z.string().max(40),
  flat: z.string().max(200),
  street: z.string().max(200),
  postcode: z.string().max(12),
  markers: z.string().max(200),
  absent: z.enum(ABSENT_VOTES),
  votingIntention: z.string().max(40),
  phone: z.string().max(80),
  note: z.string().max(1000),
  lift: z.boolean(),
  doNotKnock: z.boolean(),
  gone: z.enum(GONE),
});
