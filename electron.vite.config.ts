import { execFileSync } from 'node:child_process';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import about from './package.json' with { type: 'json' };

/** One build for the three parts of the program; each goes to a folder of its own in `out/`. */
export default defineConfig({
  main: {
    define: { __BUILD__: JSON.stringify(build()) },
    build: {
      minify: true,
      rolldownOptions: {
        // Threads are started by the names of their files.
        input: {
          main: 'src-main/main.ts',
          'workbook-thread': 'src-main/register/file/workbook/workbook-thread.ts',
          'plan-thread': 'src-main/register/import/plan/plan-thread.ts',
          'draft-thread': 'src-main/journal/draft-thread.ts',
          'take-in-thread': 'src-main/exchange/take-in-thread.ts',
          'join-thread': 'src-main/exchange/joining/join-thread.ts',
        },
        // Flat, so that paths relative to `import.meta.url` mean the same in `out/main/` as in `src-main/<folder>/`.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      minify: true,
      rolldownOptions: {
        input: { preload: 'src-main/preload.ts' },
        // A sandboxed preload can only be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    define: { __BUILD__: JSON.stringify(build()), __VERSION__: JSON.stringify(about.version) },
    plugins: [react()],
    build: {
      minify: true,
      // Not Electron's Chromium: the browser of the machine, in which the app opens too, may be older.
      target: 'chrome120',
      // The Content Security Policy allows no inline script and no `data:` font.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: {
        // On a slow machine it would print which part of the build takes longest.
        checks: { pluginTimings: false },
        input: 'src-renderer/index.html',
        // What the first screen needs in one file: a browser asks for six at a time, and a start waits for all of them.
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
      // In kilobytes; tests/e2e/first-load.test.ts holds how much it may be.
      chunkSizeWarningLimit: 700,
    },
  },
});

/** Which state of the source this is built from, for whoever asks which program this is: the commit, or that there is none. */
function build(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short=10', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'from source';
  }
}
