import { z } from 'zod';
import { say } from '../../src-shared/message.ts';
import { RoomDamaged } from './faults.ts';

/*
 * The one way to read JSON that a room or a file of this program stores. It must have the shape that this program
 * writes: the file may have been manipulated.
 */

/** @throws RoomDamaged if it has another shape. */
export function storedJson<Value>(text: string | null, shape: z.ZodType<Value>): Value {
  const read = shape.safeParse(parsed(text));
  if (!read.success) throw new RoomDamaged(NOT_OURS, { cause: read.error });
  return read.data;
}

/** The same for what the program can do without; null if it has another shape. */
export function storedOrNull<Value>(text: string | null | undefined, shape: z.ZodType<Value>): Value | null {
  return shape.safeParse(parsed(text)).data ?? null;
}

/** Whether text is JSON of this shape. */
export function isStored(text: string | null, shape: z.ZodType): boolean {
  const value = parsed(text);
  return value !== undefined && shape.safeParse(value).success;
}

const WORDS = z.array(z.unknown()).transform((list) => list.filter((each) => typeof each === 'string'));

/** A list of words. Anything else counts as an empty list. */
export function storedList(text: string | null | undefined): string[] {
  // As of most entries: to find that a shape does not fit takes longer than to link the entry.
  if (text === null || text === undefined) return [];
  return storedOrNull(text, WORDS) ?? [];
}

/** Any of an object's properties. JSON has no undefined, so each is either complete or missing. */
export function someOf<Shape extends z.ZodRawShape>(
  shape: z.ZodObject<Shape>,
): z.ZodType<Partial<z.output<typeof shape>>> {
  return shape.partial().strict() as unknown as z.ZodType<Partial<z.output<typeof shape>>>;
}

/** Undefined, which no shape allows, for what is not JSON. */
function parsed(text: string | null | undefined): unknown {
  // Most columns of most entries are empty, and an exception for each would take longer than writing the entry.
  if (text === null || text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NOT_OURS = say(
  'This room contains something that Committee Room did not write. Nothing was changed: restore your last backup.',
);
