import { enableCompileCache } from 'node:module';

// As in cli/main.js: compiled once, and no compiler loaded for this file.
enableCompileCache();
const { openApp } = await import('./open-app.ts');
process.exitCode = await openApp(process.argv.slice(2));
