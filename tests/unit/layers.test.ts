import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, posix, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = join(ROOT, 'docs/architecture.md');

/**
 * The parts of the program, from the top down, and what each may import besides itself and packages. A part may import
 * only parts that come later here, so nothing leads back up. `types` are parts of the other side, of which only types
 * are imported. The picture of the layers in docs/architecture.md is drawn from this table.
 */
const PARTS: Record<string, { imports: readonly string[]; types?: readonly string[] }> = {
  'src-renderer': { imports: ['shell', 'door', 'room', 'shared'] },
  'src-renderer/shell': {
    imports: [
      'register',
      'tally',
      'board',
      'sheets',
      'figures',
      'electors',
      'journal',
      'laptops',
      'safety',
      'paper',
      'room',
      'shared',
    ],
  },
  'src-renderer/register': {
    imports: ['board', 'electors', 'safety', 'room', 'shared'],
    types: ['api', 'register', 'turnout'],
  },
  'src-renderer/safety': { imports: ['door', 'paper', 'room', 'shared'], types: ['backup'] },
  'src-renderer/door': { imports: ['room', 'shared'], types: ['backup'] },
  'src-renderer/tally': { imports: ['journal', 'room', 'shared'], types: ['register', 'turnout', 'store'] },
  'src-renderer/board': {
    imports: ['sheets', 'figures', 'paper', 'room', 'shared'],
    types: ['sheets', 'turnout'],
  },
  'src-renderer/sheets': { imports: ['figures', 'paper', 'room', 'shared'], types: ['sheets', 'turnout'] },
  'src-renderer/figures': { imports: ['room', 'shared'], types: ['sheets', 'turnout'] },
  'src-renderer/electors': { imports: ['journal', 'room', 'shared'], types: ['register', 'journal'] },
  'src-renderer/journal': { imports: ['laptops', 'room', 'shared'], types: ['journal'] },
  'src-renderer/laptops': { imports: ['room', 'shared'], types: ['journal'] },
  'src-renderer/paper': { imports: ['room', 'shared'], types: ['desktop'] },
  'src-renderer/room': { imports: ['shared'], types: ['api', 'desktop', 'server', 'web'] },
  'src-renderer/shared': { imports: ['src-shared'], types: ['api'] },

  'src-main': { imports: ['desktop', 'server', 'web', 'api', 'store'] },
  'src-main/desktop': {
    imports: ['cli', 'web', 'api', 'backup', 'journal', 'register', 'paper', 'store'],
  },
  'src-main/cli': {
    imports: [
      'server',
      'web',
      'api',
      'next',
      'backup',
      'exchange',
      'journal',
      'sheets',
      'turnout',
      'register',
      'paper',
      'store',
    ],
  },
  'src-main/server': { imports: ['web', 'api', 'paper', 'store'] },
  'src-main/web': { imports: ['api', 'sheets', 'store'] },
  'src-main/api': {
    imports: [
      'next',
      'practice',
      'backup',
      'exchange',
      'journal',
      'sheets',
      'turnout',
      'register',
      'paper',
      'store',
    ],
  },
  'src-main/next': { imports: ['backup', 'journal', 'sheets', 'turnout', 'register', 'store'] },
  'src-main/practice': { imports: ['turnout', 'register', 'store'] },
  'src-main/backup': { imports: ['exchange', 'journal', 'register', 'paper', 'store'] },
  'src-main/exchange': { imports: ['journal', 'turnout', 'register', 'store'] },
  'src-main/journal': { imports: ['sheets', 'turnout', 'register', 'store'] },
  'src-main/sheets': { imports: ['turnout', 'register', 'paper', 'store'] },
  'src-main/turnout': { imports: ['register', 'store'] },
  'src-main/register': { imports: ['store'] },
  'src-main/paper': { imports: ['src-shared'] },
  'src-main/store': { imports: ['src-shared'] },

  'src-shared': { imports: [] },
};

const ORDER = Object.keys(PARTS);
/** What every part may import: pure rules that both sides need. */
const SHARED = 'src-shared';

/** Files of one kind in a folder. Where there would be more, those that belong together get a folder. */
const MOST_FILES = 25;

type Import = { from: string; to: string; typeOnly: boolean };

/** Every import of the program, as project paths; packages by their name. */
function imports(): Import[] {
  const files = globSync(['src-main/**/*.ts', 'src-renderer/**/*.{ts,tsx}', 'src-shared/*.ts'], {
    cwd: ROOT,
  }).map((file) => file.split(sep).join('/'));
  return files.flatMap((from) => {
    const text = readFileSync(join(ROOT, from), 'utf8');
    const found = text.matchAll(
      /^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm,
    );
    return [...found].map(([, type, named, lazy, bare]) => {
      const to = named ?? lazy ?? bare ?? '';
      return {
        from,
        typeOnly: type !== undefined,
        to: to.startsWith('.') ? posix.join(posix.dirname(from), to) : to,
      };
    });
  });
}

/** The part a file belongs to; '' for a file outside the program. */
function partOf(file: string): string {
  const [side = '', folder = ''] = dirname(file).split('/');
  const part = folder === '' ? side : `${side}/${folder}`;
  return part in PARTS ? part : '';
}

/** What a part may import, by its full name. */
function allowed(part: string): { imports: string[]; types: string[] } {
  const { imports: own = [], types = [] } = PARTS[part] ?? {};
  const [side] = part.split('/');
  const full = (names: readonly string[], of: string | undefined) =>
    names.map((name) => (name in PARTS ? name : `${of}/${name}`));
  return { imports: [...full(own, side), SHARED], types: full(types, 'src-main') };
}

const all = imports();
const between = all
  .map((each) => ({ ...each, part: partOf(each.from), target: partOf(each.to) }))
  .filter(({ part, target }) => target !== '' && part !== target);

describe('the layers', () => {
  it('have an entry in the table for every file', () => {
    expect(all.length).toBeGreaterThan(1000);
    expect([...new Set(all.map(({ from }) => from))].filter((file) => partOf(file) === '')).toEqual([]);
  });

  it('lead down only', () => {
    const up = ORDER.flatMap((part, place) =>
      allowed(part)
        .imports.filter((target) => target !== part && ORDER.indexOf(target) <= place)
        .map((target) => `${part} -> ${target}`),
    );
    expect(up).toEqual([]);
    expect(ORDER.flatMap((part) => allowed(part).types).filter((target) => !(target in PARTS))).toEqual([]);
  });

  it('import what the table allows, and nothing else', () => {
    const offenders = between.filter(({ part, target, typeOnly }) => {
      const { imports: values, types } = allowed(part);
      return !values.includes(target) && !(typeOnly && types.includes(target));
    });
    expect(offenders).toEqual([]);
  });

  it('need everything that the table allows', () => {
    const used = new Set(between.map(({ part, target }) => `${part} -> ${target}`));
    const idle = ORDER.flatMap((part) => {
      const { imports: values, types } = allowed(part);
      return [...values, ...types]
        .filter((target) => target !== SHARED)
        .map((target) => `${part} -> ${target}`)
        .filter((arrow) => !used.has(arrow));
    });
    expect(idle).toEqual([]);
  });

  it('have no folder with more files of one kind than a newcomer looks through', () => {
    const program = globSync(['src-{main,renderer,shared}/**/*.{ts,tsx}'], { cwd: ROOT });
    const kinds = Map.groupBy(program, (file) => `${dirname(file)} *${extname(file)}`);
    expect(kinds.size).toBeGreaterThan(50);
    expect([...kinds].filter(([, files]) => files.length > MOST_FILES).map(([kind]) => kind)).toEqual([]);
  });

  it('keep Electron in the hosts of the desktop, and Node out of the window', () => {
    const outside = all.filter(({ from, to }) => {
      const isDesktop = /^src-main\/(?:main|preload)\.ts$|^src-main\/desktop\//.test(from);
      const isMain = from.startsWith('src-main/');
      return (to === 'electron' && !isDesktop) || (to.startsWith('node:') && !isMain);
    });
    expect(outside).toEqual([]);
  });

  it('are drawn in docs/architecture.md (run with LAYERS=draw to draw them again)', () => {
    const page = readFileSync(PAGE, 'utf8');
    const drawn = page.replace(/<!-- layers -->[\s\S]*?<!-- \/layers -->/, picture());
    expect(page).toContain('<!-- layers -->');
    if (process.env.LAYERS === 'draw') writeFileSync(PAGE, drawn);
    else expect(drawn).toBe(page);
  });
});

/** The layers as a picture. What can be reached through another part has no arrow of its own. */
function picture(): string {
  const below = (part: string): Set<string> => {
    const direct = allowed(part).imports.filter((target) => target !== part);
    return new Set(direct.flatMap((target) => [target, ...below(target)]));
  };
  const arrows = ORDER.flatMap((part) => {
    const direct = allowed(part).imports.filter((target) => target !== part);
    return direct
      .filter((target) => !direct.some((other) => other !== target && below(other).has(target)))
      .map((target) => `  ${nameOf(part)} --> ${nameOf(target)}`);
  });
  const group = (side: string) =>
    ORDER.filter((part) => part.startsWith(side)).map((part) => `    ${nameOf(part)}["${part}"]`);
  return [
    '<!-- layers -->',
    '```mermaid',
    'flowchart TB',
    '  subgraph window["The window"]',
    ...group('src-renderer'),
    '  end',
    '  subgraph node["Node"]',
    ...group('src-main'),
    '  end',
    `  ${nameOf(SHARED)}["${SHARED}"]`,
    ...arrows,
    '  src_renderer_room -. "IPC or HTTP" .-> src_main_web',
    '```',
    '<!-- /layers -->',
  ].join('\n');
}

function nameOf(part: string): string {
  return part.replaceAll(/\W/g, '_');
}
