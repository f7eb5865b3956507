import type { z } from 'zod';
import { say } from '../../src-shared/message.ts';
import { RoomDamaged } from './faults.ts';

/**
 * Reads the room's stored JSON, and checks that it has the shape which this program writes: the file may have been
 * manipulated.
 * @throws RoomDamaged if it has not.
 */
export function storedJson<Value>(text: string | null, shape: z.ZodType<Value>): Value {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch (error) {
    throw new RoomDamaged(NOT_OURS, { cause: error });
  }
  const read = shape.safeParse(value);
  if (!read.success) throw new RoomDamaged(NOT_OURS, { cause: read.error });
  return read.data;
}

/** Any of an object's properties. JSON has no undefined, so each is either complete or missing. */
export function someOf<Shape extends z.ZodRawShape>(
  shape: z.ZodObject<Shape>,
): z.ZodType<Partial<z.output<typeof shape>>> {
  return shape.partial().strict() as unknown as z.ZodType<Partial<z.output<typeof shape>>>;
}

const NOT_OURS = say(
  'This room contains something that Committee Room did not write. Nothing was changed: restore your last backup.',
);
