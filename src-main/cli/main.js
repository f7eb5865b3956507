import { onNewNode } from '../new-node.js';

// Plain JavaScript, so that an old Node can read it. Node would load its TypeScript compiler for this one file.
onNewNode(async () => (await import('./command-line.ts')).runCommandLine(process.argv.slice(2)));
