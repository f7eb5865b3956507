import { inEnglishJson, type Message } from '../../src-shared/message.ts';

/** A value in which each message is an English sentence. */
export type InEnglish<Value> = Value extends Message
  ? string
  : Value extends readonly (infer Each)[]
    ? InEnglish<Each>[]
    : Value extends object
      ? { [Name in keyof Value]: InEnglish<Value[Name]> }
      : Value;

/** What the command line prints for a value. */
export function inEnglish<Value>(value: Value): InEnglish<Value> {
  return value === undefined ? (value as InEnglish<Value>) : JSON.parse(JSON.stringify(value, inEnglishJson));
}
