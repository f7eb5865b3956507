import { z } from 'zod';
import { Refusal } from '../store/refusal.ts';
import { type ColumnRole, headingKey, ROLE_WORDS } from './headings.ts';

/** Headings that a user has matched by hand, by `headingKey`; null leaves a column unused. */
export type Mapping = ReadonlyMap<string, ColumnRole | null>;

const ROLES = Object.keys(ROLE_WORDS) as ColumnRole[];

const mappingFile = z.object({ columns: z.record(z.string(), z.string().nullable()) });

/**
 * Reads a mapping file: `{ "columns": { "Our ref": "number", "Mobile": "phone", "Old code": null } }`, each
 * heading of the register with what it holds, by the role's name or its words ("elector number").
 * @throws Refusal when it is no such file.
 */
export function readMapping(text: string): Mapping {
  const form = 'It must be JSON such as { "columns": { "Our ref": "number", "Old code": null } }.';
  const parsed = mappingFile.safeParse(tryJson(text));
  if (!parsed.success) throw new Refusal(`The mapping file cannot be read. ${form}`);
  const mapping = new Map<string, ColumnRole | null>();
  for (const [heading, word] of Object.entries(parsed.data.columns)) {
    const role =
      word === null ? null : ROLES.find((each) => each === word || ROLE_WORDS[each] === word.toLowerCase());
    if (role === undefined) {
      throw new Refusal(
        `The mapping file takes "${heading}" for "${word}", which is none of: ${ROLES.join(', ')}.`,
      );
    }
    mapping.set(headingKey(heading), role);
  }
  return mapping;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
