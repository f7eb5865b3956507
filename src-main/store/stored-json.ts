import type { z } from 'zod';
import { say } from '../../src-shared/message.ts';
import { RoomDamaged } from './faults.ts';

/**
 * Reads JSON that the room keeps, held against the shape in which this program writes it: the file may have been in
 * somebody else's hands.
 * @throws RoomDamaged when it is not of that shape.
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

/** Any of an object's properties; JSON has no undefined, so each is there whole or is left out. */
export function someOf<Shape extends z.ZodRawShape>(
  shape: z.ZodObject<Shape>,
): z.ZodType<Partial<z.output<typeof shape>>> {
  return shape.partial().strict() as unknown as z.ZodType<Partial<z.output<typeof shape>>>;
}

const NOT_OURS = say(
  'This room holds something that Committee Room does not write. Nothing was changed: go back to your last backup.',
);
