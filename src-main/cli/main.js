import { enableCompileCache } from 'node:module';

// Before anything else is loaded: what was compiled the last time need not be compiled again. This file alone is
// never in that cache, so it is plain JavaScript: for one file of TypeScript Node would load its whole compiler.
enableCompileCache();
const { runCommandLine } = await import('./command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
