import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/build-renderer.ts'],
    // Windows of a real browser share two cores with everything else.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A window follows another at once on a quiet machine; what is tested is that it follows, not how fast.
    expect: { poll: { timeout: 15_000 } },
  },
});
