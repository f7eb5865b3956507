import * as z from 'zod/mini';

// Without this, zod asks the page's content policy whether it may write code, which it may not.
z.config({ jitless: true });

/** JSON that this window stored in the browser; null if it has another shape, as an older version may have left. */
export function storedJson<Value>(text: string | null, shape: z.ZodMiniType<Value>): Value | null {
  try {
    return z.safeParse(shape, JSON.parse(text ?? '')).data ?? null;
  } catch {
    return null;
  }
}
