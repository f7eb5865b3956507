import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

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

const all = imports();
const HOSTS = /^src-main\/(?:main|preload|open-app|default-room)\.ts|^src-main\/(?:desktop|server|cli|web)\//;
const TRADE = /^src-main\/(?:register|turnout|sheets|journal)\//;

describe('the layers', () => {
  it('have imports to look at', () => {
    expect(all.length).toBeGreaterThan(100);
    expect(relative(ROOT, dirname(import.meta.dirname))).toBe('tests');
  });

  it('keep Electron in the hosts of the desktop', () => {
    const guilty = all.filter(
      ({ from, to }) =>
        to === 'electron' && !/^src-main\/(?:main|preload)\.ts|^src-main\/desktop\//.test(from),
    );
    expect(guilty).toEqual([]);
  });

  it('let nothing below the hosts know a host', () => {
    expect(
      all.filter(({ from, to }) => from.startsWith('src-main/') && !HOSTS.test(from) && HOSTS.test(to)),
    ).toEqual([]);
  });

  it('let the trade know neither the api nor the screens', () => {
    expect(
      all.filter(({ from, to }) => TRADE.test(from) && /^src-main\/api\/|^src-renderer\//.test(to)),
    ).toEqual([]);
  });

  it('let the store know nobody, but what messages are', () => {
    expect(
      all.filter(
        ({ from, to }) =>
          from.startsWith('src-main/store/') &&
          to.startsWith('src-') &&
          !/^src-(?:main\/store|words)\//.test(to),
      ),
    ).toEqual([]);
  });

  it('let what says the words of screens and paper alike know neither', () => {
    const shared = all.filter(({ from }) => from.startsWith('src-shared/'));
    expect(shared.length).toBeGreaterThan(2);
    expect(shared.filter(({ to }) => /^src-(?:main|renderer)\/|^node:|^electron$/.test(to))).toEqual([]);
    expect(
      all.filter(({ from, to }) => from.startsWith('src-main/') && to.startsWith('src-renderer/')),
    ).toEqual([]);
  });

  it('let the screens take only types from what runs in Node', () => {
    expect(
      all.filter(
        ({ from, to, typeOnly }) =>
          from.startsWith('src-renderer/') && to.startsWith('src-main/') && !typeOnly,
      ),
    ).toEqual([]);
    expect(
      all.filter(
        ({ from, to }) => from.startsWith('src-renderer/') && (to.startsWith('node:') || to === 'electron'),
      ),
    ).toEqual([]);
  });
});
