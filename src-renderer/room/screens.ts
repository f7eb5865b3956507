import { lazy } from 'react';

/** The screens in the order of their keys, Alt+1 onwards. Each is loaded when it is first opened. */
export const SCREENS = [
  {
    id: 'register',
    name: 'Register',
    Screen: lazy(() =>
      import('../register/RegisterScreen.tsx').then((it) => ({ default: it.RegisterScreen })),
    ),
  },
  {
    id: 'tally',
    name: 'Tally',
    Screen: lazy(() => import('../tally/TallyScreen.tsx').then((it) => ({ default: it.TallyScreen }))),
  },
  {
    id: 'board',
    name: 'Board',
    Screen: lazy(() => import('../board/BoardScreen.tsx').then((it) => ({ default: it.BoardScreen }))),
  },
  {
    id: 'sheets',
    name: 'Sheets',
    Screen: lazy(() => import('../sheets/SheetsScreen.tsx').then((it) => ({ default: it.SheetsScreen }))),
  },
  {
    id: 'electors',
    name: 'Electors',
    Screen: lazy(() =>
      import('../electors/ElectorsScreen.tsx').then((it) => ({ default: it.ElectorsScreen })),
    ),
  },
  {
    id: 'journal',
    name: 'Journal',
    Screen: lazy(() => import('../journal/JournalScreen.tsx').then((it) => ({ default: it.JournalScreen }))),
  },
  {
    id: 'safety',
    name: 'Safety',
    Screen: lazy(() => import('../safety/SafetyScreen.tsx').then((it) => ({ default: it.SafetyScreen }))),
  },
] as const;

export type ScreenId = (typeof SCREENS)[number]['id'];
