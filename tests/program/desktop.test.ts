import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRoom } from '../../src-main/store/open-room.ts';
import { temporaryFolder } from '../unit/temporary-room.ts';

const BOOT = join(import.meta.dirname, '../fixtures/boot-desktop.ts');

/** Starts the built program on a room file. Returns what it printed. */
function boot(file: string) {
  const { stdout, stderr } = spawnSync(process.execPath, [BOOT, file], {
    encoding: 'utf8',
    env: { ...process.env, STAND_IN_USER_DATA: dirname(file) },
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('the built desktop program, with a stand-in for Electron,', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests below check
  let results: any;
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'committee-room-desktop-'));
    results = boot(join(folder, 'day.room'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('answers queries and mutations through the preload bridge', () => {
    expect(results.empty).toMatchObject({ result: { data: { electors: 0, meanings: {} } } });
    expect(results.marked).toMatchObject({
      result: { data: { marked: 1, entries: [{ entered: 'KA-1', status: 'marked' }] } },
    });
  });

  it('streams an import and the sheets to their end', () => {
    expect(results.imported).toMatchObject({
      result: { type: 'data', data: { stage: 'done', result: { imported: 300 } } },
    });
    expect(results.importedEnd).toMatchObject({ result: { type: 'stopped' } });
    const { data } = results.sheets.result;
    expect(data).toMatchObject({ stage: 'done', round: 1 });
    expect(data.sheets).toBeGreaterThan(0);
    expect(Buffer.from(data.base64, 'base64').toString('latin1', 0, 5)).toBe('%PDF-');
  });

  it('shows an import’s progress in the task bar, and then removes it', () => {
    expect(results.progress.some((part: number) => part > 0 && part <= 1)).toBe(true);
    expect(results.progress.at(-1)).toBe(-1);
  });

  it('announces every change to the window', () => {
    expect(results.changes).toBeGreaterThanOrEqual(4);
  });

  it('answers in the practice that a message names, and refuses one that has ended', () => {
    const over = { error: { data: { isPracticeOver: true } } };
    expect(results.practised).toMatchObject({
      summary: { result: { data: { file: 'Practice.room', electors: 2500 } } },
      changes: { result: { type: 'started' } },
      summaryAfter: over,
      changesAfter: over,
    });
  });

  it('sends a page nothing more after it stopped listening, reloaded, crashed or closed', () => {
    expect(results.silence).toEqual({ stopped: 0, reloaded: 0, crashed: 0, closed: 0 });
  });

  it('keeps what it read from a file for the next rehearsal, until the window is gone', () => {
    expect(results.reads).toEqual({ first: true, again: false, reloaded: true });
  });

  it('refuses with the program’s own sentence, and says what is wrong with a call', () => {
    expect(results.refused.error.message).toBe('There is no polling district ZZ in this room. It has KA.');
    expect(results.wrong.error.data).toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('gives WebRTC no address to send from, in the window and in a preview', () => {
    expect(results.webRtc).toEqual(['disable_non_proxied_udp', 'disable_non_proxied_udp']);
  });

  it('isolates the window', () => {
    expect(results.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      preload: expect.stringMatching(/preload\.cjs$/),
    });
    expect(results.schemes).toEqual([
      { scheme: 'room', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect(results.menus).toBe(1);
  });

  it('opens no window larger than the screen', () => {
    expect(results.size).toEqual([1280, 728]);
    expect(results.previewed.overrideBrowserWindowOptions).toMatchObject({ width: 900, height: 728 });
  });

  it('serves the window’s files under a strict policy, and no others', () => {
    expect(results.startPage).toMatchObject({ status: 200, html: false });
    expect(results.startPage.policy).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self' 'nonce-/,
    );
    expect(results.outside).toEqual({
      traversal: 404,
      post: 405,
      otherMethods: Array(5).fill(405),
      paths: Array(10).fill(404),
      otherHost: 404,
    });
  });

  it('lets its page load nothing from elsewhere, and do nothing that is not in its files', () => {
    const { policy, headers, text } = results.startPage;
    const rules = new Map(
      policy.split('; ').map((rule: string) => [rule.split(' ')[0], rule.split(' ').slice(1)]),
    );
    expect(rules.get('default-src')).toEqual(["'none'"]);
    expect(rules.get('script-src')).toEqual(["'self'"]);
    expect(rules.get('connect-src')).toEqual(["'self'"]);
    for (const rule of ['base-uri', 'form-action', 'frame-ancestors'])
      expect(rules.get(rule), rule).toEqual(["'none'"]);
    const allowed = /^(?:'self'|'none'|'nonce-[\w+/=]+'|data:|blob:)$/;
    const viewer = createHash('sha256').update('position:absolute; left: 0; top: 0;').digest('base64');
    expect(rules.get('style-src-attr')).toEqual(["'unsafe-hashes'", `'sha256-${viewer}'`]);
    rules.delete('style-src-attr');
    for (const [name, sources] of rules)
      for (const source of sources as string[]) expect(source, `${name}`).toMatch(allowed);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
      'referrer-policy': 'no-referrer',
    });
    expect(text).not.toMatch(/https?:|<script>|<style|\son\w+=/);
  });

  it('has nothing from elsewhere in its files', () => {
    const folder = join(import.meta.dirname, '../../out/renderer');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(?:html|css|svg)$/.test(file),
    );
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const content = readFileSync(join(folder, file), 'utf8').replaceAll(
        /http:\/\/www\.w3\.org\/\d+\/\w+/g,
        '',
      );
      expect(content, file).not.toMatch(/(?:src|href)="(?:https?:)?\/\/|url\(["']?(?:https?:)?\/\/|@import/);
    }
  });

  it('answers its own page only', () => {
    expect(results.senders).toEqual({
      own: 'answered',
      none: 'refused',
      foreign: 'refused',
      lookalike: 'refused',
      frame: 'refused',
    });
  });

  it('goes nowhere else: no navigation, no window, no permission, no request', () => {
    expect(results.prevented).toEqual({
      away: true,
      redirect: true,
      frame: true,
      elsewhere: true,
      foreignBlob: true,
      pageInFrame: true,
      preview: false,
      printed: false,
      reload: false,
      webview: true,
    });
    expect(results.opened).toBe('deny');
    expect(results.previewed).toMatchObject({
      action: 'allow',
      overrideBrowserWindowOptions: {
        webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, plugins: true },
      },
    });
    expect(results.preview).toEqual({ away: true, web: true, viewer: false, itself: false, opens: 'deny' });
    expect(results.asked).toEqual(Array(7).fill(false));
    expect(results.permissions).toEqual([false, false]);
    expect(results.cancelled).toEqual({
      web: true,
      plain: true,
      socket: true,
      file: true,
      foreignBlob: true,
      otherExtension: true,
      own: false,
      preview: false,
    });
  });

  it('closes the room when it ends', () => {
    expect(results.lock).toEqual({ open: true, closed: false });
  });
});

describe('a desktop program that cannot open its room', () => {
  it('says why, and ends', () => {
    const file = join(temporaryFolder(), 'letter.room');
    writeFileSync(file, 'Dear Sir');
    expect(boot(file)).toEqual({
      errors: [expect.stringMatching(/^letter\.room is not a Committee Room file/)],
      quit: true,
    });
  });

  it('names the program that has it open', () => {
    const file = join(temporaryFolder(), 'taken.room');
    const room = openRoom(file, { create: true, program: 'a test' });
    expect(boot(file).errors[0]).toMatch(/already open in a test/);
    room.close();
  });
});
