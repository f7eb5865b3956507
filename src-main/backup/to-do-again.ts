import { z } from 'zod';
import { inEnglish, type LookUp } from '../../src-shared/look-up.ts';
import { inWords } from '../journal/in-words.ts';
import type { EntryContent } from '../store/journal/journal-row.ts';
import type { Room } from '../store/room.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { storedOrNull } from '../store/stored-json.ts';
import type { Work } from './later-entries.ts';

const stored = z.array(
  z.object({
    at: z.number(),
    by: z.string(),
    kind: z.string(),
    number: z.string().nullable(),
    detail: z.string().nullable(),
    entered: z.string().nullable().default(null),
  }),
);
type Stored = z.infer<typeof stored>[number];

/** Something that was done after a backup was made and that a restore could not bring back. */
export type ToDoAgain = {
  /** Milliseconds since 1970. */
  at: number;
  by: string;
  /** A kind of the journal: `import`, `register` for a correction, `doorstep`, `station` or `walk`. */
  kind: string;
  /** The number of the elector that it was about. */
  number: string | null;
  /** Name of the file that was imported. */
  file: string | null;
  /** What was done, in words, with its figures. */
  what: string;
  /** The same as the journal has it. */
  detail: Record<string, unknown>;
};

/**
 * Keeps the entries that a restore could not bring back, after those of an earlier restore. Call it inside
 * `room.change`.
 */
export function keepToDoAgain(
  room: Room,
  entries: readonly EntryContent[],
  earlier: string | null,
  { numbers }: Pick<Work, 'numbers'>,
): void {
  const more = entries.map(({ at, by, kind, detail, entered, elector_id: id }) => ({
    at,
    by,
    kind,
    number: id === null ? null : (numbers.get(id) ?? null),
    detail,
    entered,
  }));
  const before = parsed(earlier);
  // The room that was replaced may have been restored itself, without the same ones.
  const known = new Set(before.map((entry) => JSON.stringify(entry)));
  const fresh = more.filter((entry) => !known.has(JSON.stringify(entry)));
  writeSetting(room, 'to_do_again', JSON.stringify([...before, ...fresh]));
}

/** What still has to be done again after a restore, in the language of `t`, oldest first. */
export function toDoAgain(room: Room, t: LookUp = inEnglish): ToDoAgain[] {
  return parsed(readSetting(room, 'to_do_again')).map((entry) => {
    const detail = detailOf(entry);
    return {
      at: entry.at,
      by: entry.by,
      kind: entry.kind,
      number: entry.number,
      file: typeof detail.file === 'string' ? detail.file : null,
      what: whatOf(entry, detail, t),
      detail,
    };
  });
}

/** The user has done all of it. */
export function clearToDoAgain(room: Room): void {
  room.change(() => writeSetting(room, 'to_do_again', '[]'));
}

const list = z.object({ found: z.number(), changed: z.number() });

function whatOf(
  { kind, number, entered, detail: text }: Stored,
  detail: Record<string, unknown>,
  t: LookUp,
): string {
  const { data } = list.safeParse(detail.absentVoters);
  if (data) return t('List of absent voters: {{found}} found, {{changed}} updated', data);
  return inWords({ kind, detail: text, status: null, entered, message: null }, number, t);
}

function detailOf({ detail }: Stored): Record<string, unknown> {
  return storedOrNull(detail, z.record(z.string(), z.unknown())) ?? {};
}

function parsed(text: string | null): Stored[] {
  return storedOrNull(text, stored) ?? [];
}
