import { ensureRendererBuilt } from '../src-main/web/renderer-build.ts';

/** Before all tests: builds the windows from the current sources. */
export const setup = ensureRendererBuilt;
