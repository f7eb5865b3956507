import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { electronProgram } from './electron-binary.ts';

const INSTALLER = fileURLToPath(new URL('install-electron.ts', import.meta.url));

export type ElectronFetch = {
  /** The program, or why it could not be fetched, to stand after a colon. */
  readonly outcome: Promise<{ program: string } | { failure: string }>;
  /** How far it is, such as "43 of 112 MB"; empty while nothing has arrived. */
  readonly progress: string;
  /** Ends it; the next goes on from there. */
  stop(): void;
};

/** Fetches the program of the package `electron` in `folder`, for as long as bytes come in. */
export function fetchElectron(folder: string): ElectronFetch {
  const child = spawn(process.execPath, [INSTALLER, folder], {
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

/** Node goes through a proxy only where it is asked to; npm passes on the one it was set up with. */
function withProxy(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { HTTPS_PROXY, https_proxy, npm_config_https_proxy, npm_config_proxy } = env;
  const proxy = HTTPS_PROXY || https_proxy || npm_config_https_proxy || npm_config_proxy;
  return { ...env, NODE_USE_ENV_PROXY: '1', ...(proxy ? { HTTPS_PROXY: proxy } : {}) };
}

/** What Node, the server or Electron's installer says when a fetch fails, and what that means for a person. */
const REASONS: readonly [RegExp, string | ((found: RegExpExecArray) => string)][] = [
  [
    /another start of Committee Room is fetching it/,
    'another start of Committee Room is fetching it already',
  ],
  [
    /did not match|checksum/i,
    'what arrived is not the file that its makers published (its checksum is wrong)',
  ],
  [/ENOSPC|EDQUOT/, 'the disk is full'],
  [
    /(?:EACCES|EPERM|EROFS)\b[^']*(?:'([^']+)')?/,
    ([, file]) => `${file ?? 'its folder'} may not be written to`,
  ],
  [
    /407|Proxy response/,
    'the proxy of this network refuses it. Set HTTPS_PROXY to the proxy’s address, with the name and password it asks for',
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
    /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|UND_ERR_\w+|terminated|broke off/,
    ([code]) => `the connection to the server failed (${code})`,
  ],
];

/** The reason in what the installer wrote, to stand after a colon; null when it wrote nothing. */
export function whyNotFetched(said: string): string | null {
  for (const [pattern, reason] of REASONS) {
    const found = pattern.exec(said);
    if (found) return typeof reason === 'string' ? reason : reason(found);
  }
  const line = said.split('\n').find((each) => /^\w*Error: ./.test(each)) ?? said.trim().split('\n')[0];
  return line ? `its installer says "${line.trim()}"` : null;
}
