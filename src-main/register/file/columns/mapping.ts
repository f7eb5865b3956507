import { z } from 'zod';
import { type Message, say } from '../../../../src-shared/message.ts';
import { Refusal } from '../../../store/refusal.ts';
import { DELIMITERS, type Delimiter } from '../text/csv.ts';
import { type ColumnRole, headingKey, type Mapping, ROLE_WORDS, roleOfWord } from './headings.ts';

/** Every role by its name, for checking input. */
export const ROLES = Object.keys(ROLE_WORDS) as [ColumnRole, ...ColumnRole[]];

const DELIMITER_WORDS = new Map<string, Delimiter>(
  Object.entries({
    comma: ',',
    semicolon: ';',
    tab: '\t',
    '\\t': '\t',
    pipe: '|',
    bar: '|',
  } as const),
);

const word = z.string().max(200).nullable();

/** The form of a mapping file, before its words are read. */
const mappingFile = z.strictObject({
  columns: z.record(z.string(), word).optional(),
  positions: z.array(word).max(1000).optional(),
  delimiter: z.string().optional(),
  headings: z.boolean().optional(),
});

const FORM = say(
  'It must be JSON such as { "columns": { "Our ref": "number", "Old code": null } }, or { "positions": ["district", "number", null, "surname"] } for a file without headings.',
);

/**
 * Reads a mapping file: `{ "columns": { "Our ref": "number", "Mobile": "phone", "Old code": null } }`, each heading
 * of the register with its role, by the role's name, its words ("elector number") or a common heading ("PD"); or
 * `positions`, the same by position; and the `delimiter` if it cannot be detected.
 * @throws Refusal if it is not such a file.
 */
export function readMapping(text: string): Mapping {
  const json = parseJson(text);
  const parsed = mappingFile.safeParse(json);
  if (!parsed.success) {
    const unknown = parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys : [],
    );
    const advice =
      unknown.length > 0
        ? say('It has "{{words}}", which is not known. {{advice}}', {
            words: unknown.join('", "'),
            advice: FORM,
          })
        : FORM;
    throw new Refusal(say('The mapping file cannot be read. {{advice}}', { advice }));
  }
  const { columns, positions, delimiter, headings } = parsed.data;
  if (!columns && !positions)
    throw new Refusal(say('The mapping file matches no column. {{advice}}', { advice: FORM }));
  const byHeading = new Map<string, ColumnRole | null>();
  for (const [heading, taken] of Object.entries(columns ?? {})) {
    byHeading.set(
      headingKey(heading),
      readRole(taken, (written) =>
        say('The mapping file uses "{{heading}}" as "{{written}}", which is not one of: {{roles}}.', {
          heading,
          written,
          roles: ROLES,
        }),
      ),
    );
  }
  const mapping: Mapping = {
    byHeading,
    positions:
      positions?.map((taken, place) =>
        readRole(taken, (written) =>
          say('The mapping file uses column {{place}} as "{{written}}", which is not one of: {{roles}}.', {
            place: place + 1,
            written,
            roles: ROLES,
          }),
        ),
      ) ?? null,
  };
  if (delimiter !== undefined) mapping.delimiter = readDelimiter(delimiter);
  if (headings !== undefined) mapping.hasHeadings = headings;
  return mapping;
}

/** The reverse: `readMapping` reads this file back to the same mapping. */
export function writeMapping({ byHeading, positions, delimiter, hasHeadings }: Mapping): string {
  const file: z.infer<typeof mappingFile> = {};
  if (byHeading.size > 0 || positions === null) file.columns = Object.fromEntries(byHeading);
  if (positions !== null) file.positions = positions.map((role) => role ?? null);
  if (delimiter !== undefined) file.delimiter = delimiter;
  if (hasHeadings !== undefined) file.headings = hasHeadings;
  return `${JSON.stringify(file, null, 2)}\n`;
}

function readRole(taken: string | null, refused: (written: string) => Message): ColumnRole | null {
  if (taken === null || taken.trim() === '') return null;
  const role = roleOfWord(taken);
  if (role === undefined) throw new Refusal(refused(taken));
  return role;
}

function readDelimiter(written: string): Delimiter {
  const delimiter =
    DELIMITERS.find((each) => each === written) ?? DELIMITER_WORDS.get(written.trim().toLowerCase());
  if (delimiter === undefined) {
    throw new Refusal(
      say(
        'The mapping file says that columns are separated by "{{written}}". It must be comma, semicolon, tab or pipe.',
        { written },
      ),
    );
  }
  return delimiter;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
