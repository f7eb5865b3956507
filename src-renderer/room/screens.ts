import { TallyScreen } from '../tally/TallyScreen.tsx';
import { loadedLater } from './loaded-later.tsx';

/** The screens in the order of their keys, Alt+1 onwards. Where most of the day is spent is there at once. */
export const SCREENS = [
  {
    id: 'register',
    name: 'Register',
    Screen: loadedLater(() => import('../register/RegisterScreen.tsx').then((it) => it.RegisterScreen)),
  },
  {
    id: 'tally',
    name: 'Tally',
    Screen: TallyScreen,
  },
  {
    id: 'board',
    name: 'Board',
    Screen: loadedLater(() => import('../board/BoardScreen.tsx').then((it) => it.BoardScreen)),
  },
  {
    id: 'sheets',
    name: 'Sheets',
    Screen: loadedLater(() => import('../sheets/SheetsScreen.tsx').then((it) => it.SheetsScreen)),
  },
  {
    id: 'electors',
    name: 'Electors',
    Screen: loadedLater(() => import('../electors/ElectorsScreen.tsx').then((it) => it.ElectorsScreen)),
  },
  {
    id: 'journal',
    name: 'Journal',
    Screen: loadedLater(() => import('../journal/JournalScreen.tsx').then((it) => it.JournalScreen)),
  },
  {
    id: 'safety',
    name: 'Safety',
    Screen: loadedLater(() => import('../safety/SafetyScreen.tsx').then((it) => it.SafetyScreen)),
  },
] as const;

export type ScreenId = (typeof SCREENS)[number]['id'];
