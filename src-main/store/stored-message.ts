import { z } from 'zod';
import { asWritten, type Message, TAKEN, type Thing } from '../../src-shared/message.ts';
import { parseStored } from './read-json.ts';

const thing: z.ZodType<Thing> = z.lazy(() =>
  z.union([z.string(), z.number(), messageShape, z.array(z.union([z.string(), messageShape]))]),
);

/** The form of a message as JSON. */
export const messageShape: z.ZodType<Message> = z.strictObject({
  text: z.string().max(2000),
  things: z.record(
    z.string().refine((name) => !TAKEN.has(name)),
    thing,
  ),
  one: z.string().max(2000).optional(),
});

/** A message as the room stores it. */
export function storeMessage(message: Message): string {
  return JSON.stringify(message);
}

/** Far longer than any message that this program stores: the file may have been manipulated. */
const LONGEST = 10_000;

/** A message that the room stored. Older versions stored an English sentence, which is shown as it is. */
export function storedMessage(text: string): Message {
  const isJson = text.startsWith('{') && text.length <= LONGEST;
  const read = messageShape.safeParse(isJson ? parseStored(text) : null);
  return read.success ? read.data : asWritten(text);
}

/** The same for a value within stored JSON; null if there is no message. */
export function messageWithin(value: unknown): Message | null {
  if (typeof value === 'string') return value === '' ? null : asWritten(value);
  return messageShape.safeParse(value).data ?? null;
}
