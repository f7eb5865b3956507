import { afterAll } from 'vitest';
import { closeSharedWindow } from '../browser/browser.ts';

afterAll(closeSharedWindow);
