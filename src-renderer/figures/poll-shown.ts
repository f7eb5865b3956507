import { createContext } from 'react';
import type { PollKind } from '../room/use-room-summary.ts';

/** The poll whose figures are shown; undefined for all polls of the day. */
export const PollShown = createContext<PollKind | undefined>(undefined);
