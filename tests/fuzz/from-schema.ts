import fc from 'fast-check';
import { z } from 'zod';

/** As much of JSON Schema as zod writes for the router’s inputs. */
type Schema = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  /** Of a tuple; nothing may follow then. */
  prefixItems?: Schema[];
  items?: Schema | false;
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
};

/** Values for fields with certain names, tried beside what their type allows. */
export type Likely = Record<string, fc.Arbitrary<unknown>>;

/** Inputs for a procedure: mostly of the right form, now and then with a part that is entirely wrong. */
export function inputsFor(schema: z.ZodType, likely: Likely): fc.Arbitrary<unknown> {
  return valuesOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema, '', likely);
}

const JUNK = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    0,
    -1,
    1.5,
    2 ** 53,
    -(2 ** 31),
    true,
    [],
    {},
    '__proto__',
    '\ud800',
    '\0',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** One value in this many is junk. */
const JUNK_IN = 40;

function valuesOf(schema: Schema, name: string, likely: Likely): fc.Arbitrary<unknown> {
  const own = likely[name];
  const plain = plainValues(schema, likely);
  return fc.oneof(
    { weight: 1, arbitrary: JUNK },
    { weight: own ? JUNK_IN / 5 : JUNK_IN, arbitrary: plain },
    ...(own ? [{ weight: JUNK_IN, arbitrary: own }] : []),
  );
}

function plainValues(schema: Schema, likely: Likely): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => plainValues(each, likely)));
  switch (schema.type) {
    case 'object':
      return objects(schema, likely);
    case 'array':
      if (schema.prefixItems)
        return fc.tuple(...schema.prefixItems.map((each) => valuesOf(each, '', likely)));
      return fc.array(valuesOf(schema.items || {}, '', likely), {
        maxLength: Math.min(schema.maxItems ?? 8, 8),
      });
    case 'integer':
      return fc.oneof(
        fc.integer({
          min: Math.max(schema.minimum ?? -3, -3),
          max: Math.max(Math.min(schema.maximum ?? 80, 500), 1),
        }),
        fc.constantFrom(0, -1, 2 ** 31, 2 ** 53 - 1, -(2 ** 53) + 1),
      );
    case 'number':
      return fc.double({ noNaN: false });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom(
          '',
          ' ',
          'KA',
          'P',
          '1',
          "'; DROP TABLE elector; --",
          '%',
          '_',
          '"',
          '*',
          'NEAR(a b)',
          '=1+1',
        ),
      );
    default:
      return JUNK;
  }
}

function objects(schema: Schema, likely: Likely): fc.Arbitrary<unknown> {
  if (schema.properties === undefined) {
    const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
    const keys = fc
      .oneof(
        plainValues(schema.propertyNames ?? { type: 'string' }, likely),
        fc.constantFrom('A', 'P', '__proto__'),
      )
      .map(String);
    return fc.dictionary(keys, valuesOf(values, '', likely), { maxKeys: 5 });
  }
  const fields = Object.entries(schema.properties).map(
    ([name, each]) => [name, valuesOf(each, name, likely)] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] });
}
