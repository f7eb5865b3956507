import { patience } from '../src-main/store/file/lock.ts';

/** In each test file: a room that a test has open stays open, so there is no use in waiting for it. */
patience.ms = 0;
