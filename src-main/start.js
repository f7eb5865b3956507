import { onNewNode } from './new-node.js';

// As in cli/main.js: plain JavaScript.
onNewNode(async () => (await import('./open-app.ts')).openApp(process.argv.slice(2)));
