import { remembered } from './remembered.ts';

/** The tab that is open on a screen with tabs, so that other screens can lead to one. */
export const registerTab = remembered('register-tab', 'file');
export const sheetsTab = remembered('sheets-tab', 'print');
