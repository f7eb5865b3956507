import { basename } from 'node:path';
import { Menu, type MenuItemConstructorOptions } from 'electron';
import { words } from './words.ts';

type Item = MenuItemConstructorOptions;

export type MenuActions = {
  openRoom(): void;
  openRecent(file: string): void;
  forgetRecent(): void;
  newRoom(): void;
  print(): void;
  showKeys(): void;
  showAbout(): void;
};

export type MenuFacts = {
  platform: NodeJS.Platform;
  isPackaged: boolean;
  /** Recently opened rooms, newest first, without the one that is open. */
  recent: readonly string[];
};

/** Sets the menu, replacing the previous one. */
export function setMenu(facts: MenuFacts, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(facts, actions)));
}

/** The menu as each system expects it. The rooms, printing and help are ours; every program has the rest. */
export function menuTemplate({ platform, isPackaged, recent }: MenuFacts, actions: MenuActions): Item[] {
  const onMac = platform === 'darwin';
  const file: Item = {
    label: words.t('&File'),
    submenu: [
      { label: words.t('&Open room…'), accelerator: 'CmdOrCtrl+O', click: () => actions.openRoom() },
      {
        label: words.t('Open &recent'),
        enabled: recent.length > 0,
        submenu: recentItems(recent, actions),
      },
      { label: words.t('&New room…'), accelerator: 'CmdOrCtrl+N', click: () => actions.newRoom() },
      { type: 'separator' },
      { label: words.t('&Print'), accelerator: 'CmdOrCtrl+P', click: () => actions.print() },
      { type: 'separator' },
      onMac
        ? { role: 'close', label: words.t('Close the window') }
        : { role: 'quit', label: words.t('E&xit') },
    ],
  };
  const help: Item = {
    role: 'help',
    label: words.t('&Help'),
    submenu: [
      {
        label: words.t('&Keys and guides'),
        accelerator: onMac ? 'Cmd+?' : 'F1',
        click: () => actions.showKeys(),
      },
      { label: words.t('&About Committee Room'), click: () => actions.showAbout() },
    ],
  };
  return [...(onMac ? [macItem()] : []), file, editItem(), viewItem(isPackaged), windowItem(onMac), help];
}

/** The items that every program on a Mac has under its own name. */
function macItem(): Item {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: words.t('About Committee Room') },
      { type: 'separator' },
      { role: 'services', label: words.t('Services') },
      { type: 'separator' },
      { role: 'hide', label: words.t('Hide Committee Room') },
      { role: 'hideOthers', label: words.t('Hide the others') },
      { role: 'unhide', label: words.t('Show all') },
      { type: 'separator' },
      { role: 'quit', label: words.t('Quit Committee Room') },
    ],
  };
}

// Electron names these only in English.
function editItem(): Item {
  return {
    role: 'editMenu',
    label: words.t('&Edit'),
    submenu: [
      { role: 'undo', label: words.t('&Undo') },
      { role: 'redo', label: words.t('&Redo') },
      { type: 'separator' },
      { role: 'cut', label: words.t('Cu&t') },
      { role: 'copy', label: words.t('&Copy') },
      { role: 'paste', label: words.t('&Paste') },
      { role: 'delete', label: words.t('&Delete') },
      { type: 'separator' },
      { role: 'selectAll', label: words.t('Select &all') },
    ],
  };
}

function viewItem(isPackaged: boolean): Item {
  const tools: Item[] = isPackaged ? [] : [{ role: 'toggleDevTools' }];
  return {
    label: words.t('&View'),
    submenu: [
      { role: 'reload', label: words.t('Re&load') },
      ...tools,
      { type: 'separator' },
      { role: 'resetZoom', label: words.t('&Actual size') },
      { role: 'zoomIn', label: words.t('Zoom &in') },
      { role: 'zoomOut', label: words.t('Zoom &out') },
      { type: 'separator' },
      { role: 'togglefullscreen', label: words.t('&Full screen') },
    ],
  };
}

function windowItem(onMac: boolean): Item {
  const last: Item[] = onMac
    ? [{ type: 'separator' }, { role: 'front', label: words.t('Bring all to the front') }]
    : [{ role: 'close', label: words.t('&Close') }];
  return {
    role: 'windowMenu',
    label: words.t('&Window'),
    submenu: [
      { role: 'minimize', label: words.t('&Minimise') },
      { role: 'zoom', label: words.t('&Zoom') },
      ...last,
    ],
  };
}

function recentItems(recent: readonly string[], actions: MenuActions): Item[] {
  if (recent.length === 0) return [];
  return [
    ...recent.map((file) => ({
      // An ampersand would mark a shortcut key.
      label: basename(file).replaceAll('&', '&&'),
      sublabel: file,
      toolTip: file,
      click: () => actions.openRecent(file),
    })),
    { type: 'separator' },
    { label: words.t('Clear recent'), click: () => actions.forgetRecent() },
  ];
}
