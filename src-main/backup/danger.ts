export const DANGERS = ['file', 'disk', 'battery'] as const;
export type DangerKind = (typeof DANGERS)[number];

/** What was done because of a danger: the backups that were made, and why none was, '' when one was. */
export type Rescue = { saved: string[]; problem: string };

/** What may cost the room before the day is over. */
export type Danger = Rescue & {
  kind: DangerKind;
  /** What is wrong and what to do, for people. */
  sentence: string;
  /** A backup is being made because of it. */
  isSaving: boolean;
};
