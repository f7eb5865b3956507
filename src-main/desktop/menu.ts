import { basename } from 'node:path';
import { Menu, type MenuItemConstructorOptions } from 'electron';

type Item = MenuItemConstructorOptions;

export type MenuActions = {
  openRoom(): void;
  openRecent(file: string): void;
  forgetRecent(): void;
  newRoom(): void;
  showKeys(): void;
  showAbout(): void;
};

export type MenuFacts = {
  platform: NodeJS.Platform;
  isPackaged: boolean;
  /** Rooms opened lately, newest first, without the one that is open. */
  recent: readonly string[];
};

/** Puts the menu up, in place of the one that was there. */
export function setMenu(facts: MenuFacts, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(facts, actions)));
}

/** The menu as each system expects it: the rooms and help are ours, the rest every program has. */
export function menuTemplate({ platform, isPackaged, recent }: MenuFacts, actions: MenuActions): Item[] {
  const onMac = platform === 'darwin';
  const own: Item[] = onMac ? [{ role: 'appMenu' }] : [];
  const leave: Item = onMac ? { role: 'close' } : { role: 'quit' };
  const file: Item = {
    label: '&File',
    submenu: [
      { label: '&Open room…', accelerator: 'CmdOrCtrl+O', click: () => actions.openRoom() },
      { label: 'Open &recent', enabled: recent.length > 0, submenu: recentItems(recent, actions) },
      { label: '&New room…', accelerator: 'CmdOrCtrl+N', click: () => actions.newRoom() },
      { type: 'separator' },
      leave,
    ],
  };
  const tools: Item[] = isPackaged ? [] : [{ role: 'toggleDevTools' }];
  const view: Item = {
    label: '&View',
    submenu: [
      { role: 'reload' },
      ...tools,
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  const help: Item = {
    role: 'help',
    label: '&Help',
    submenu: [
      { label: '&Keys and guides', accelerator: onMac ? 'Cmd+?' : 'F1', click: () => actions.showKeys() },
      { label: '&About Committee Room', click: () => actions.showAbout() },
    ],
  };
  return [...own, file, { role: 'editMenu' }, view, { role: 'windowMenu' }, help];
}

function recentItems(recent: readonly string[], actions: MenuActions): Item[] {
  if (recent.length === 0) return [];
  return [
    ...recent.map((file) => ({
      // An ampersand would be taken for a key.
      label: basename(file).replaceAll('&', '&&'),
      sublabel: file,
      toolTip: file,
      click: () => actions.openRecent(file),
    })),
    { type: 'separator' },
    { label: 'Forget these', click: () => actions.forgetRecent() },
  ];
}
