import fc from 'fast-check';
import type { Mapping } from '../../src-main/register/file/columns/headings.ts';
import { ROLES, readMapping, writeMapping } from '../../src-main/register/file/columns/mapping.ts';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { damaged } from './mutate.ts';
import { REGISTERS } from './registers.ts';
import { POLLING_DAY } from './rooms.ts';
import { must, type Target, unlessRefused } from './target.ts';

const HEADINGS = [
  'Our ref',
  'Surname',
  'Elector Number',
  'Address1',
  '__proto__',
  'constructor',
  '',
  ' ',
  'PD',
  '1',
  'É',
];

const word = fc.oneof(
  fc.constantFrom(null, '', ...ROLES, 'elector number', 'PD', 'Surname', 'toString', '__proto__'),
  fc.string(),
);

const asJson = fc
  .oneof(
    fc.record(
      {
        columns: fc.dictionary(fc.oneof(fc.constantFrom(...HEADINGS), fc.string()), word, { maxKeys: 8 }),
        positions: fc.array(word, { maxLength: 20 }),
        delimiter: fc.oneof(
          fc.constantFrom('comma', 'tab', ';', '\t', '\\t', 'constructor', '__proto__'),
          fc.string(),
        ),
        headings: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text)),
  )
  .map((value) => JSON.stringify(value) ?? '');

const FILES = [
  '{ "columns": { "Our ref": "number", "Mobile": "phone", "Old code": null } }',
  '{ "positions": ["district", "number", null, "surname", "address1"], "delimiter": "tab", "headings": false }',
].map((text) => Buffer.from(text));

const asText = damaged(FILES, [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  'null',
  '\\u0000',
  '\\ud800',
  '__proto__',
  '1e999',
  '\ufeff',
  '[[[[[[[[',
]).map((bytes) => bytes.toString('utf8'));

export const mappings: Target = {
  name: 'mappings',
  holds:
    'a mapping file is read or refused; what is read can be written and read again; a register read with it is read or refused',
  runsPerSeed: 300,
  property() {
    return fc.asyncProperty(
      fc.oneof(asJson, asText),
      fc.constantFrom(...REGISTERS),
      async (text, register) => {
        const mapping = unlessRefused(() => readMapping(text));
        if (!mapping) return;
        const again = readMapping(writeMapping(mapping));
        must(
          plain(again) === plain(mapping),
          `${plain(mapping)} is written and read as the same, not as ${plain(again)}`,
        );
        unlessRefused(() =>
          readRegisterFile(register, POLLING_DAY, { mapping, delimiter: mapping.delimiter }),
        );
      },
    );
  },
};

function plain({ byHeading, ...others }: Mapping): string {
  return JSON.stringify([[...byHeading].sort(), others.positions, others.delimiter, others.hasHeadings]);
}
