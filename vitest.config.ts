import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const BASE = ['tests/run-folder.ts'];
const BUILT = ['tests/build-renderer.ts', ...BASE];
/** They replace a module for all who import it. */
const UNIT_ALONE = 'tests/unit/{desktop-parts,keychain,passphrase-formats,read-back,staged-file}.test.ts';
const PROGRAM_ALONE = 'tests/program/read-only.test.ts';
const E2E_ALONE = 'tests/e2e/every-screen.test.ts';
const BROWSER = [...BUILT, 'tests/e2e/set-up.ts'];

/** Each can be run alone: `npx vitest run --project 'unit*'`. */
const projects = [
  {
    name: 'unit',
    include: ['tests/unit/**/*.test.ts'],
    exclude: [UNIT_ALONE],
    isolate: false,
    globalSetup: BUILT,
  },
  { name: 'unit-alone', include: [UNIT_ALONE], globalSetup: BASE },
  {
    name: 'program',
    include: ['tests/program/**/*.test.ts'],
    exclude: [PROGRAM_ALONE],
    isolate: false,
    globalSetup: BUILT,
  },
  { name: 'program-alone', include: [PROGRAM_ALONE], globalSetup: BUILT },
  {
    name: 'e2e',
    include: ['tests/e2e/**/*.test.ts'],
    exclude: [E2E_ALONE],
    isolate: false,
    globalSetup: BROWSER,
  },
  { name: 'e2e-alone', include: [E2E_ALONE], globalSetup: BROWSER },
  { name: 'packaging', include: ['tests/packaging/**/*.test.ts'], globalSetup: BUILT },
  { name: 'smoke', include: ['tests/smoke/**/*.test.ts'], globalSetup: BUILT },
];

export default defineConfig({
  test: {
    // Two more than processors: a test often waits for a frame of its window, a timer or another program.
    maxWorkers: availableParallelism() + 2,
    // Windows of a real browser share two cores with everything else.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['tests/wait-for-nobody.ts'],
    // A window follows another at once on a quiet machine; what is tested is that it follows, not how fast.
    expect: { poll: { timeout: 15_000 } },
    projects: projects.map((test) => ({ extends: true, test })),
  },
});
