import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** The packing configuration, in an environment with these variables. */
async function configured(env: { CSC_LINK?: string; CSC_NAME?: string }) {
  for (const name of ['CSC_LINK', 'CSC_NAME'] as const) vi.stubEnv(name, env[name]);
  vi.resetModules();
  return (await import('../../electron-builder.config.ts')).default;
}

afterEach(() => vi.unstubAllEnvs());

describe('the packing configuration', () => {
  it.each([
    ['without a certificate', {}, true],
    ['with a certificate in a file', { CSC_LINK: 'certificate.p12' }, false],
    ['with a certificate in the keychain', { CSC_NAME: 'The authors' }, false],
  ])('lets macOS load libraries by any signer only if it must: %s', async (_title, env, isOff) => {
    const { mac } = await configured(env);
    expect(mac?.entitlementsInherit).toBe(mac?.entitlements);
    const entitlements = readFileSync(join(ROOT, mac?.entitlements ?? ''), 'utf8');
    expect(entitlements.includes('com.apple.security.cs.disable-library-validation')).toBe(isOff);
    expect(entitlements).toContain('com.apple.security.cs.allow-jit');
  });

  it('adds no switch to the menu entry of an AppImage, which would turn the sandbox off', async () => {
    const { appImage, linux } = await configured({});
    expect(appImage?.executableArgs).toEqual([]);
    expect(linux?.executableArgs).toBeUndefined();
  });
});
