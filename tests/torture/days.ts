import { elector, register } from '../fixtures/register.ts';

export const JOBS = [
  'numbers',
  'import',
  'migration',
  'backup',
  'passphrase',
  'copies',
  'destroy',
  'restore',
] as const;
export type Job = (typeof JOBS)[number];

export const POLLING_DAY = '2026-05-07';

export const ELECTORS = 4000;

/** A register whose electors all bear one forename, so that half an import would show. */
export function registerOf(forename: string): string {
  return register(
    ...Array.from({ length: ELECTORS }, (_, index) =>
      elector(String(index + 1), 'Evans', forename, {
        vi: 'P',
        address: `${(index % 60) + 1} Street ${Math.floor(index / 60)}`,
      }),
    ),
  );
}
