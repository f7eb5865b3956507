import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { keychain } from '../../src-main/desktop/keychain.ts';
import { temporaryFolder } from './temporary-room.ts';

const system = vi.hoisted(() => ({
  userData: '',
  isLocked: false,
  titles: [] as string[],
}));
vi.mock('electron', () => ({
  app: { getPath: () => system.userData },
  dialog: { showErrorBox: (title: string) => system.titles.push(title) },
  safeStorage: {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptString: (text: string) => {
      if (system.isLocked) throw new Error('The keychain is locked.');
      return Buffer.from(text).reverse();
    },
    decryptString: (held: Buffer) => Buffer.from(held).reverse().toString(),
  },
}));

it('a failing keychain or disk is reported, and later calls still work', () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  system.userData = temporaryFolder();
  const file = join(system.userData, 'passphrases.json');
  const store = keychain();
  store?.remember('day.room', 'fern apple');
  expect([store?.recall('day.room'), system.titles]).toEqual(['fern apple', []]);

  system.isLocked = true;
  store?.remember('day.room', 'other words');
  expect(system.titles).toEqual(['The passphrase was not saved on this computer']);
  expect(store?.recall('day.room')).toBe('fern apple');

  system.isLocked = false;
  store?.remember('day.room', null);
  expect([store?.recall('day.room'), readFileSync(file, 'utf8')]).toEqual([null, '{}']);
  rmSync(file);
  // A disk that refuses the write.
  mkdirSync(file);
  store?.remember('day.room', 'fern apple');
  expect(system.titles).toHaveLength(2);
});

it('a passphrase is found again, however the accents in its room’s name are encoded', () => {
  system.userData = temporaryFolder();
  const [composed, decomposed] = ['/x/tŷ.room'.normalize('NFC'), '/x/tŷ.room'.normalize('NFD')];
  const store = keychain();
  store?.remember(decomposed, 'fern apple');
  expect(store?.recall(composed)).toBe('fern apple');
  store?.remember(composed, null);
  expect(store?.recall(decomposed)).toBe(null);
});
