import { onNewNode } from './new-node.js';

/** `node src-main/run.js SCRIPT.ts ARGUMENTS…`: a script of the project, which finds its arguments where they always are. */
process.argv.splice(1, 1);
onNewNode(() =>
  import(process.getBuiltinModule('node:url').pathToFileURL(process.argv[1]).href).then(() => undefined),
);
