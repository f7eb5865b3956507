import type { Message } from '../../src-shared/message.ts';

export const DANGERS = ['file', 'disk', 'battery'] as const;
export type DangerKind = (typeof DANGERS)[number];

/** What was done about a danger: the backups that were made, and why none was; null if one was. */
export type Rescue = { saved: string[]; problem: Message | null };

/** Something that may destroy the room before the day is over. */
export type Danger = Rescue & {
  kind: DangerKind;
  /** What is wrong and what to do, for people. */
  sentence: Message;
  /** A backup is being made because of it. */
  isSaving: boolean;
};
