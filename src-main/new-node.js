/**
 * Runs a program of this project, or says in one sentence that this Node is too old for it. An old Node reads this
 * file too, so use no import, no top-level await, and nothing newer than 2020.
 * @param {() => Promise<number | undefined>} program returns the exit code
 */
export function onNewNode(program) {
  // It must run TypeScript directly, and have the Node-API that SQLite was built for; otherwise it crashes.
  if (!process.features.typescript || Number(process.versions.napi) < 10) {
    process.stderr.write(
      `Committee Room needs Node 24, or at least 22.18, and this is ${process.version}. Run "npm ci" once: it installs one, which "npm start" and "npm run …" use.\n`,
    );
    process.exitCode = 1;
    return;
  }
  // Reuses what was compiled last time.
  process.getBuiltinModule('node:module').enableCompileCache();
  program().then((code) => {
    if (code !== undefined) process.exitCode = code;
  });
}
