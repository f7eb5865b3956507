import { z } from 'zod';
import { asWritten, type Message, TAKEN, type Thing } from '../../../src-shared/message.ts';
import { storedOrNull } from '../stored-json.ts';

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

/** The same within stored JSON, where older versions had an English sentence. */
export const messageOrWords: z.ZodType<Message> = z.union([
  z.string().min(1).transform(asWritten),
  messageShape,
]);

/** A message as the room stores it. */
export function storeMessage(message: Message): string {
  return JSON.stringify(message);
}

/** Far longer than any message that this program stores: the file may have been manipulated. */
const LONGEST = 10_000;

/** A message that the room stored. Older versions stored an English sentence, which is shown as it is. */
export function storedMessage(text: string): Message {
  const isJson = text.startsWith('{') && text.length <= LONGEST;
  return (isJson && storedOrNull(text, messageShape)) || asWritten(text);
}
