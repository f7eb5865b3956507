import type { IncomingHttpHeaders } from 'node:http';
import { asLanguage } from '../../src-shared/languages.ts';
import { english, inLanguage, type Message } from '../../src-shared/message.ts';

/** A message for a browser that has no window yet, in the language that it prefers. */
export async function inPreferredLanguage(
  { 'accept-language': asked }: IncomingHttpHeaders,
  said: Message,
): Promise<string> {
  const language = asLanguage(/^\s*([a-z]+)/i.exec(asked ?? '')?.[1]?.toLowerCase());
  if (language === 'en') return english(said);
  const { wordsOf } = await import('../paper/words.ts');
  return inLanguage((await wordsOf(language)).t, said);
}
