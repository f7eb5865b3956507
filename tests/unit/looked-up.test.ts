import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import cy from '../../resources/words/cy.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '../..');

/** Attributes and properties whose text people read or hear. */
const READ = new Set([
  'alt',
  'aria-label',
  'description',
  'error',
  'failed',
  'label',
  'placeholder',
  'title',
  'waiting',
  'what',
]);

const isWords = (text: string) => /\p{L}{2}/u.test(text);

/** Texts of a component that are written out where they should be looked up, and look-ups made before the language is known. */
function notLookedUp(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} could not be parsed.`);
  const found: string[] = [];
  const note = (text: string) => found.push(`${file}: ${text.trim()}`);
  let depth = 0;
  const into = () => {
    depth += 1;
  };
  const outOf = () => {
    depth -= 1;
  };
  new Visitor({
    FunctionDeclaration: into,
    'FunctionDeclaration:exit': outOf,
    FunctionExpression: into,
    'FunctionExpression:exit': outOf,
    ArrowFunctionExpression: into,
    'ArrowFunctionExpression:exit': outOf,
    JSXText(node) {
      if (isWords(node.value)) note(node.value);
    },
    JSXAttribute({ name, value }) {
      if (name.type === 'JSXIdentifier' && READ.has(name.name) && value?.type === 'Literal')
        note(String(value.value));
    },
    CallExpression(call) {
      const { callee } = call;
      if (depth > 0 || callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
      if (callee.object.name === 'words' && source.slice(callee.property.start, callee.property.end) === 't')
        note(source.slice(call.start, call.end));
    },
  }).visit(program);
  return found;
}

describe('what a component draws', () => {
  it('is looked up, not written out', () => {
    const files = globSync('src-renderer/**/*.{ts,tsx}', { cwd: ROOT });
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((file) => notLookedUp(file, readFileSync(join(ROOT, file), 'utf8')));
    expect(found).toEqual([]);
  });

  it('is found if it is written out', () => {
    const source = [
      "const TOO_EARLY = words.t('Saved');",
      'const Slip = () => <p title="A slip" className="no-words">Slip {id} · {words.t(TOO_EARLY)}</p>;',
    ].join('\n');
    expect(notLookedUp('a.tsx', source)).toEqual(["a.tsx: words.t('Saved')", 'a.tsx: A slip', 'a.tsx: Slip']);
  });

  it('has no tag that HTML knows as empty, in which `<Trans>` would lose the words', () => {
    const empty = /<(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)>/;
    expect(Object.keys(cy).filter((sentence) => empty.test(sentence))).toEqual([]);
  });
});
