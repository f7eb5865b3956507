import { onNewNode } from './new-node.js';

/**
 * `node src-main/run.js SCRIPT.ts ARGUMENTS…`: runs a script of the project, which finds its arguments in the usual
 * place.
 */
process.argv.splice(1, 1);
onNewNode(async () => {
  const { pathToFileURL } = await import('node:url');
  await import(pathToFileURL(process.argv[1]).href);
});
