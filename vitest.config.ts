import { defineConfig } from 'vitest/config';

const BASE = ['tests/run-folder.ts'];
const BUILT = ['tests/build-renderer.ts', ...BASE];
/** They put something of their own in the place of a module, for all who import it. */
const WITH_MODULES_OF_THEIR_OWN = 'tests/unit/{desktop-parts,keychain,passphrase-formats}.test.ts';

/** Each can be run alone: `npx vitest run --project unit`. */
const projects = [
  {
    name: 'unit',
    include: ['tests/unit/**/*.test.ts'],
    exclude: [WITH_MODULES_OF_THEIR_OWN],
    isolate: false,
    globalSetup: BUILT,
  },
  { name: 'unit-alone', include: [WITH_MODULES_OF_THEIR_OWN], globalSetup: BASE },
  { name: 'program', include: ['tests/program/**/*.test.ts'], globalSetup: BUILT },
  {
    name: 'e2e',
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: [...BUILT, 'tests/e2e/set-up.ts'],
    setupFiles: ['tests/e2e/each-file.ts'],
  },
  { name: 'packaging', include: ['tests/packaging/**/*.test.ts'], globalSetup: BUILT },
  { name: 'smoke', include: ['tests/smoke/**/*.test.ts'], globalSetup: BUILT },
];

export default defineConfig({
  test: {
    maxWorkers: '100%',
    // Windows of a real browser share two cores with everything else.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A window follows another at once on a quiet machine; what is tested is that it follows, not how fast.
    expect: { poll: { timeout: 15_000 } },
    projects: projects.map((test) => ({ extends: true, test })),
  },
});
