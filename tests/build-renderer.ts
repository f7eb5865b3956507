import { ensureRendererBuilt } from '../src-main/web/renderer-build.ts';

/** Before all tests: what the windows show is built from the sources as they are. */
export const setup = ensureRendererBuilt;
