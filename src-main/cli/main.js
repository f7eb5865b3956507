import { onNewNode } from '../new-node.js';

// Plain JavaScript, which an old Node can read, and which is not in the cache of what is compiled: for one file of
// TypeScript Node would load its whole compiler.
onNewNode(async () => (await import('./command-line.ts')).runCommandLine(process.argv.slice(2)));
