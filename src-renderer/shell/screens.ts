import type { ComponentType } from 'react';
import { SCREEN_IDS, type ScreenId } from '../room/screen-ids.ts';
import { loadedLater } from '../shared/loaded-later.tsx';
import { TallyScreen } from '../tally/TallyScreen.tsx';

/** Each screen's name and component. Tally, where most of the day is spent, is loaded at once. */
const BY_ID = {
  register: {
    name: 'Register',
    Screen: loadedLater(() => import('../register/RegisterScreen.tsx').then((it) => it.RegisterScreen)),
  },
  tally: { name: 'Tally', Screen: TallyScreen },
  board: {
    name: 'Board',
    Screen: loadedLater(() => import('../board/BoardScreen.tsx').then((it) => it.BoardScreen)),
  },
  sheets: {
    name: 'Sheets',
    Screen: loadedLater(() => import('../sheets/SheetsScreen.tsx').then((it) => it.SheetsScreen)),
  },
  electors: {
    name: 'Electors',
    Screen: loadedLater(() => import('../electors/ElectorsScreen.tsx').then((it) => it.ElectorsScreen)),
  },
  journal: {
    name: 'Journal',
    Screen: loadedLater(() => import('../journal/JournalScreen.tsx').then((it) => it.JournalScreen)),
  },
  safety: {
    name: 'Safety',
    Screen: loadedLater(() => import('../safety/SafetyScreen.tsx').then((it) => it.SafetyScreen)),
  },
  laptops: {
    name: 'Other laptops',
    Screen: loadedLater(() => import('../laptops/LaptopsScreen.tsx').then((it) => it.LaptopsScreen)),
  },
} satisfies Record<ScreenId, { name: string; Screen: ComponentType }>;

/** The screens in the order of their keys. */
export const SCREENS = SCREEN_IDS.map((id) => ({ id, ...BY_ID[id] }));
