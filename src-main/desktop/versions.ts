import Sqlite from 'better-sqlite3';
import { app } from 'electron';

/** Set when the program is built: the state of its source. */
declare const __BUILD__: string | undefined;

export type Versions = {
  app: string;
  build: string;
  electron: string;
  node: string;
  chromium: string;
  sqlite: string;
};

/** What this program is, and what it is made of. */
export function versions(): Versions {
  const { electron = 'none', node, chrome = 'none' } = process.versions;
  return { app: app.getVersion(), build: build(), electron, node, chromium: chrome, sqlite: sqlite() };
}

/** Fills the system's About window. */
export function describeProgram(): void {
  const { app: version, build: made, electron, sqlite: database } = versions();
  app.setAboutPanelOptions({
    applicationName: 'Committee Room',
    applicationVersion: version,
    version: `build ${made}, Electron ${electron}, SQLite ${database}`,
    copyright: 'Copyright © 2026 The Committee Room authors. MIT licence.',
  });
}

function build(): string {
  return typeof __BUILD__ === 'string' ? __BUILD__ : 'from source';
}

function sqlite(): string {
  const db = new Sqlite(':memory:');
  try {
    return String(db.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    db.close();
  }
}
