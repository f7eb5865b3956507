import { z } from 'zod';

/** Who does it, for the journal. */
export const by = z.string().trim().max(80);
export const districtCode = z.string().trim().max(20);
export const fileInput = z.object({ name: z.string().max(255), base64: z.base64() });
