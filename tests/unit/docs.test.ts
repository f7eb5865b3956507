import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { COMMANDS } from '../../src-main/cli/commands.ts';
import { exportJournal } from '../../src-main/journal/export-journal.ts';
import type { Save } from '../../src-main/store/file/write-file.ts';
import type { Room } from '../../src-main/store/room.ts';
import { exportMarks } from '../../src-main/turnout/export-marks.ts';
import { exportResults } from '../../src-main/turnout/export-results.ts';
import { boardCsv } from '../../src-main/turnout/figures/board-csv.ts';
import { temporaryRoom } from './temporary-room.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...globSync('docs/**/*.md', { cwd: ROOT }),
];

const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

const BLOCK = /^```.*?^```$/gms;

/** What the first group of an expression matches outside code blocks. */
function inProse(page: string, what: RegExp): string[] {
  return [...read(page).replace(BLOCK, '').matchAll(what)].map(([, found = '']) => found);
}

const inBackticks = (page: string) => inProse(page, /`([^`\n]+)`/g);
const blocks = (page: string) => read(page).match(BLOCK) ?? [];

/** The names of source files, to find one that is named without its folder. */
const SOURCES = new Set(
  globSync(['src-*/**/*.{ts,tsx,js}', 'tests/**/*.ts', '*.ts'], { cwd: ROOT }).map((file) => basename(file)),
);

/** Whether a word in backticks names a file or folder of the project, with its path or as a source file alone. */
function namesFile(word: string): boolean {
  if (!/^[\w.@-]+(?:\/[\w.@-]+)*\/?$/.test(word)) return false;
  if (!word.includes('/')) return /\w\.tsx?$/.test(word);
  return /^(?:src-|tests\/|docs\/)|\/$|\.(?:tsx?|js|json|md|css|yml|txt|png)$/.test(word);
}

/** Paths start from the project’s folder, or from one half of the program. */
function exists(word: string): boolean {
  if (!word.includes('/')) return SOURCES.has(word);
  return ['', 'src-main', 'src-renderer'].some((folder) => existsSync(join(ROOT, folder, word)));
}

describe.each(PAGES)('%s', (page) => {
  it('links only to files that exist', () => {
    const links = inProse(page, /\]\(([^)\s]+)\)/g).filter((link) => !/^(?:https?|mailto):/.test(link));
    const files = links.map((link) => link.replace(/#.*$/, '')).filter(Boolean);
    expect(files.filter((file) => !existsSync(join(ROOT, dirname(page), file)))).toEqual([]);
  });

  it('names only files that exist', () => {
    const words = inBackticks(page).flatMap((text) => text.split(/\s+/));
    expect(words.filter(namesFile).filter((word) => !exists(word))).toEqual([]);
  });

  it('names only commands that package.json has', () => {
    const code = [...inBackticks(page), ...blocks(page)];
    const scripts = code.flatMap((text) =>
      [...text.matchAll(/npm run (?:--silent )?([a-z][\w:]*)/g)].map(([, name = '']) => name),
    );
    expect(scripts.filter((name) => !Object.hasOwn(about.scripts, name))).toEqual([]);
  });
});

describe('README.md', () => {
  it('is short, and names the command that CI runs', () => {
    expect(read('README.md').split('\n').length).toBeLessThanOrEqual(121);
    expect(read('.ci/run')).toContain('npm ci && npm test');
    expect(read('README.md')).toMatch(/^npm ci && npm test$/m);
  });
});

describe('docs/architecture.md', () => {
  it('names only existing files in its pictures', () => {
    const labels = blocks('docs/architecture.md').flatMap((block) =>
      [...block.matchAll(/\|"([\w-]+)\/(.*)"\|/g)].map(([, folder = '', names = '']) => ({ folder, names })),
    );
    expect(labels.length).toBeGreaterThan(10);
    const paths = labels
      .flatMap(({ folder, names }) =>
        names.split(', ').map((name) => (name.includes('/') ? name : `${folder}/${name}`)),
      )
      .map((path) => (path.endsWith('/') ? path : `${path}.ts`));
    const places = ['src-main', 'src-main/register', 'src-main/register/file'];
    expect(paths.filter((path) => !places.some((place) => existsSync(join(ROOT, place, path))))).toEqual([]);
  });
});

describe('SECURITY.md', () => {
  it('names a test for each promise', () => {
    const promises = inProse('SECURITY.md', /^(\|.*\|)$/gm).filter((row) => !/^\|(?:-|\s*Promise)/.test(row));
    expect(promises.length).toBeGreaterThan(50);
    const isHeld = (row: string) =>
      /`(?:tests\/[\w/-]+\.test\.ts|npm run (?:load|torture|fuzz))`/.test(row.split('|').at(-2) ?? '');
    expect(promises.filter((row) => !isHeld(row))).toEqual([]);
  });
});

describe('docs/command-line.md', () => {
  const page = read('docs/command-line.md');
  const takes = {
    ...Object.fromEntries(Object.entries(COMMANDS).map(([name, command]) => [name, command.takes])),
    serve: ['room', 'port'],
  };
  const always = ['json', 'as', 'passphrase-file', 'recovery-key-file'];
  /** By command: what comes after its heading. */
  const sections = new Map(
    page
      .split(/^### /m)
      .slice(1)
      .map((section) => [section.split('\n')[0], section.split(/^## /m)[0] ?? '']),
  );

  it('has every command, and no other', () => {
    expect([...sections.keys()].sort()).toEqual(Object.keys(takes).sort());
  });

  it.each(Object.entries(takes))('lists the options of %s, and nothing else', (name, options) => {
    const named = [...(sections.get(name) ?? '').matchAll(/--([a-z][a-z-]*)/g)].map(([, option]) => option);
    const isOther = (option: string | undefined) =>
      option !== undefined && ![...options, ...always].includes(option);
    expect(options.filter((option) => !named.includes(option))).toEqual([]);
    expect(named.filter(isOther)).toEqual([]);
  });
});

describe('docs/files.md', () => {
  const EXPORTS: Record<string, (room: Room, save: Save<string>) => unknown> = {
    'who was marked off': (room, save) => exportMarks(room, 'a test', save),
    'the journal': (room, save) => exportJournal(room, 'a test', save),
    'the board': (room, save) => save(boardCsv(room, 'district'), () => undefined),
  };

  it.each(Object.entries(EXPORTS))('lists the columns of %s', (_, make) => {
    expect(read('docs/files.md')).toContain(columnsOf(make).join(', '));
  });

  it('lists the columns that doorstep answers have after those of who was marked off', () => {
    const columns = columnsOf((room, save) => exportResults(room, 'a test', save));
    expect(read('docs/files.md')).toContain(columns.slice(0, 7).join(', '));
    expect(read('docs/files.md')).toContain(`then ${columns.slice(7).join(', ')}`);
  });

  function columnsOf(make: (room: Room, save: Save<string>) => unknown): string[] {
    let csv = '';
    make(temporaryRoom(), (content, record) => {
      csv = content;
      return record();
    });
    return (csv.replace(/^\uFEFF/, '').split('\r\n')[0] ?? '').split(',');
  }
});
