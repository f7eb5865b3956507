import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { canMount, makeReadOnly, memoryDisk } from '../memory-disk.ts';
import { temporaryFolder } from '../unit/temporary-room.ts';

/** What prevents writing to a room. */
export type ReadOnly = 'disk' | 'folder' | 'file';

/** An account without any rights. */
const NOBODY = 65534;
/** The bit of CAP_DAC_OVERRIDE in the capabilities of a process (capabilities(7)). */
const OVERRIDE = 2n;
/** Permissions do not bind root, unless its process has given that right up. */
const isUnbound = process.getuid?.() === 0 && mayOverride();

/** Starts a program that permissions bind, whatever account runs the tests; `start` gets how to spawn it. */
export function asUnprivileged<Started>(start: (how: { uid?: number; gid?: number }) => Started): Started {
  if (!isUnbound || !process.seteuid) return start({});
  const before = process.geteuid?.() ?? 0;
  process.seteuid(0);
  try {
    return start({ uid: NOBODY, gid: NOBODY });
  } finally {
    process.seteuid(before);
  }
}

/**
 * `access` checks the account that started the process, but the tests change only the account it acts as. This checks
 * that one, as where nobody has changed it.
 */
export function effectiveAccess(fs: typeof import('node:fs'), path: string, how: number): void {
  fs.accessSync(path, how);
  const user = process.geteuid?.();
  if (user === process.getuid?.()) return;
  const { mode, uid } = fs.statSync(path);
  const allowed = (uid === user ? mode >> 6 : mode) & 0o7;
  if ((allowed & how) !== how) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
}

/** Whether the account without rights may not enter the project’s folder, as in one that `mktemp -d` made for root. */
export const isProjectClosed =
  isUnbound && asUnprivileged((how) => spawnSync('test', ['-r', import.meta.filename], how).status !== 0);

/** Runs a test file as root without the right to ignore permissions. @returns its exit code, and its output if it failed. */
export function runBound(file: string): [code: number | null, output: string] {
  const rights = '-dac_override,-dac_read_search';
  const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const { status, stdout, stderr, error } = spawnSync(
    'setpriv',
    [
      `--bounding-set=${rights}`,
      `--inh-caps=${rights}`,
      process.execPath,
      vitest,
      'run',
      '--project',
      'program-alone',
      file,
    ],
    { cwd: join(import.meta.dirname, '../..'), encoding: 'utf8' },
  );
  return [status, status === 0 ? '' : `${error ?? ''}${stdout}${stderr}`];
}

/** Only root can make a disk read-only, and here only on Linux. Windows has no such permissions. */
export const READ_ONLY_KINDS: ReadOnly[] =
  process.platform === 'win32' ? [] : canMount ? ['disk', 'folder', 'file'] : ['folder', 'file'];

/**
 * Puts the contents of a folder where they cannot be written to until the test ends, with permissions that bind this
 * process. Private copies go to the test’s own folder meanwhile. `before` runs while writing still works; `only` names
 * the one file that is read-only. @returns where it is.
 */
export function readOnlyPlace(
  kind: ReadOnly,
  from: string,
  { before = () => {}, only }: { before?: (folder: string) => void; only?: string } = {},
): { folder: string; copies: string } {
  const folder = kind === 'disk' ? memoryDisk('size=16m,mode=0777') : temporaryFolder();
  const copies = temporaryFolder();
  chmodSync(copies, 0o777);
  cpSync(from, folder, { recursive: true, preserveTimestamps: true });
  before(folder);
  for (const file of filesIn(folder)) {
    const isReadOnly = kind === 'file' && (only === undefined || basename(file) === only);
    chmodSync(file, isReadOnly ? 0o444 : 0o666);
  }
  chmodSync(folder, kind === 'folder' ? 0o555 : 0o777);
  if (kind === 'disk') makeReadOnly(folder);
  onTestFinished(() => {
    if (kind !== 'disk') chmodSync(folder, 0o777);
  });
  vi.stubEnv('TMPDIR', copies);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  becomeUnprivileged();
  return { folder, copies };
}

/** Everything in a folder, with whatever would show that something was written. */
export function snapshot(folder: string): string[] {
  return filesIn(folder).map((file) => {
    const { size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
    return `${file} ${size} ${mtimeNs} ${ctimeNs} ${readFileSync(file).toString('base64')}`;
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .sort();
}

/** Until the test ends. */
function becomeUnprivileged(): void {
  if (!isUnbound || !process.seteuid) return;
  process.seteuid(NOBODY);
  onTestFinished(() => {
    process.seteuid?.(0);
  });
}

function mayOverride(): boolean {
  if (process.platform !== 'linux') return true;
  const [, effective = 'f'] = /^CapEff:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return (BigInt(`0x${effective}`) & OVERRIDE) !== 0n;
}
