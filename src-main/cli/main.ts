import { enableCompileCache } from 'node:module';

// Before anything else is loaded: what was compiled the last time need not be compiled again.
enableCompileCache();
const { runCommandLine } = await import('./command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
