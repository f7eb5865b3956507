import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallExpression, parseSync, Visitor } from 'oxc-parser';

const ROOT = join(import.meta.dirname, '../..');
const FILES = ['src-main/**/*.ts', 'src-shared/**/*.ts', 'src-renderer/**/*.{ts,tsx}'];

/** A call of `say` in the source. */
export type FoundMessage = {
  /** `src-main/turnout/mark.ts:12` */
  where: string;
  /** The English sentence; null if it is not a literal. */
  text: string | null;
  /** The same for a count of 1. */
  one: string | null;
  /** The names of its things; null if they are not literals. */
  names: string[] | null;
};

/** Every call of `say` that makes a message, from the syntax trees of the sources. */
export function findMessages(): FoundMessage[] {
  return globSync(FILES, { cwd: ROOT }).flatMap((file) => {
    const source = readFileSync(join(ROOT, file), 'utf8');
    return messagesIn(file, source);
  });
}

/** The calls in one source. */
export function messagesIn(file: string, source: string): FoundMessage[] {
  // Most files say nothing, and are not worth their syntax tree.
  if (!/\bsay\(/.test(source)) return [];
  const parsed = parseSync(file, source);
  if (parsed.errors.length > 0) throw new Error(`${file} could not be parsed.`);
  const isOurs =
    file.endsWith('message.ts') ||
    parsed.module.staticImports.some(
      ({ moduleRequest, entries }) =>
        moduleRequest.value.endsWith('/message.ts') &&
        entries.some(({ localName }) => localName.value === 'say'),
    );
  if (!isOurs) return [];
  const found: FoundMessage[] = [];
  new Visitor({
    CallExpression(call) {
      if (call.callee.type !== 'Identifier' || call.callee.name !== 'say') return;
      const line = source.slice(0, call.start).split('\n').length;
      found.push({ where: `${file}:${line}`, ...argumentsOf(call) });
    },
  }).visit(parsed.program);
  return found;
}

function argumentsOf({ arguments: [text, things, one] }: CallExpression): Omit<FoundMessage, 'where'> {
  return { text: wordsIn(text), one: wordsIn(one), names: namesIn(things) };
}

function wordsIn(node: CallExpression['arguments'][number] | undefined): string | null {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

function namesIn(node: CallExpression['arguments'][number] | undefined): string[] | null {
  if (node === undefined) return [];
  if (node.type !== 'ObjectExpression') return null;
  const names = node.properties.map((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : null,
  );
  return names.includes(null) ? null : names.filter((name) => name !== null);
}
