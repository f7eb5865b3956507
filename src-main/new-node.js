/**
 * Runs a program of this project, or says in one sentence that this Node is too old for it. An old Node reads this
 * file too: no import, no top-level await, nothing that is newer than 2020.
 * @param {() => Promise<number | undefined>} program gives the exit code
 */
export function onNewNode(program) {
  // It must run TypeScript as it is, and have the Node-API that SQLite is built for: without that it crashes.
  if (!process.features.typescript || Number(process.versions.napi) < 10) {
    process.stderr.write(
      `Committee Room needs Node 24, or at least 22.18, and this is ${process.version}. Run "npm ci" once: it installs one, which "npm start" and "npm run …" use.\n`,
    );
    process.exitCode = 1;
    return;
  }
  // What was compiled the last time need not be compiled again.
  process.getBuiltinModule('node:module').enableCompileCache();
  program().then((code) => {
    if (code !== undefined) process.exitCode = code;
  });
}
