import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { electronProgram } from './electron-binary.ts';

const INSTALLER = fileURLToPath(new URL('install-electron.ts', import.meta.url));

export type ElectronFetch = {
  /** The program, or why it could not be downloaded, as the second half of a sentence after a colon. */
  readonly outcome: Promise<{ program: string } | { failure: string }>;
  /** Progress, such as "43 of 112 MB"; empty while nothing has arrived. */
  readonly progress: string;
  /** Stops it; the next download continues from there. */
  stop(): void;
};

/**
 * Downloads the program of the package `electron` in `folder`, for as long as data arrives. After an interruption it
 * goes on when `goOnAfterMs` have passed.
 */
export function fetchElectron(folder: string, goOnAfterMs = 1000): ElectronFetch {
  const child = spawn(process.execPath, [INSTALLER, folder, String(goOnAfterMs)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: withProxy(process.env),
  });
  let progress = '';
  child.on('message', (message) => {
    progress = String(message);
  });
  return {
    outcome: outcomeOf(),
    get progress() {
      return progress;
    },
    stop: () => void child.kill(),
  };

  async function outcomeOf(): Promise<{ program: string } | { failure: string }> {
    const [said, [code, signal]] = await Promise.all([
      child.stderr ? text(child.stderr) : '',
      once(child, 'exit'),
    ]);
    const program = code === 0 ? electronProgram(folder) : null;
    if (program !== null) return { program };
    const reason = whyNotFetched(said);
    return {
      failure: reason ?? `its installer ended ${signal ?? `with code ${code}`} without installing it`,
    };
  }
}

/** Node uses a proxy only if asked to; npm passes on its own. */
function withProxy(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { HTTPS_PROXY, https_proxy, npm_config_https_proxy, npm_config_proxy } = env;
  const proxy = HTTPS_PROXY || https_proxy || npm_config_https_proxy || npm_config_proxy;
  return { ...env, NODE_USE_ENV_PROXY: '1', ...(proxy ? { HTTPS_PROXY: proxy } : {}) };
}

/** The errors of Node, the server or Electron's installer when a download fails, and what they mean for a person. */
const REASONS: readonly [RegExp, string | ((found: RegExpExecArray) => string)][] = [
  [
    /another start of Committee Room is downloading it/,
    'another start of Committee Room is already downloading it',
  ],
  [/did not match|checksum/i, 'what arrived is not the file that Electron published (its checksum is wrong)'],
  [/ENOSPC|EDQUOT/, 'the disk is full'],
  [
    /(?:EACCES|EPERM|EROFS)\b[^']*(?:'([^']+)')?/,
    ([, file]) => `you do not have permission to write to ${file ?? 'its folder'}`,
  ],
  [
    // Not a port.
    /(?<![:\d])407(?!\d)|Proxy response/,
    'the proxy of this network refuses the download. Set HTTPS_PROXY to the proxy’s address, with the name and password it asks for',
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_\w*ISSUER|UNABLE_TO_VERIFY/,
    'the connection cannot be trusted, perhaps because of a proxy. Set NODE_EXTRA_CA_CERTS to the file of its certificate',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ENETUNREACH|ENETDOWN|EHOSTUNREACH/,
    'this computer is offline, or its network does not reach the server',
  ],
  [/Response code (\d+)/, ([, status]) => `the server answered ${status}`],
  [
    /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|UND_ERR_\w+|terminated|connection was lost/,
    ([code]) => `the connection to the server failed (${code})`,
  ],
];

/** The reason in the installer's output, to follow a colon; null if there is no output. */
export function whyNotFetched(said: string): string | null {
  for (const [pattern, reason] of REASONS) {
    const found = pattern.exec(said);
    if (found) return typeof reason === 'string' ? reason : reason(found);
  }
  const line = said.split('\n').find((each) => /^\w*Error: ./.test(each)) ?? said.trim().split('\n')[0];
  return line ? `its installer says "${line.trim()}"` : null;
}
