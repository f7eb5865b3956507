import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { keychain } from '../../src-main/desktop/keychain.ts';
import { temporaryFolder } from './temporary-room.ts';

const system = vi.hoisted(() => ({
  userData: '',
  isLocked: false,
  said: [] as string[],
}));
vi.mock('electron', () => ({
  app: { getPath: () => system.userData },
  dialog: { showErrorBox: (title: string) => system.said.push(title) },
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
  const kept = keychain();
  kept?.remember('day.room', 'fern apple');
  expect([kept?.recall('day.room'), system.said]).toEqual(['fern apple', []]);

  system.isLocked = true;
  kept?.remember('day.room', 'other words');
  expect(system.said).toEqual(['The passphrase was not kept on this computer']);
  expect(kept?.recall('day.room')).toBe('fern apple');

  system.isLocked = false;
  kept?.remember('day.room', null);
  expect([kept?.recall('day.room'), readFileSync(file, 'utf8')]).toEqual([null, '{}']);
  rmSync(file);
  // A disk that refuses the write.
  mkdirSync(file);
  kept?.remember('day.room', 'fern apple');
  expect(system.said).toHaveLength(2);
});

it('a passphrase is found again, however the accents in its room’s name are encoded', () => {
  system.userData = temporaryFolder();
  const [whole, parted] = ['/x/tŷ.room'.normalize('NFC'), '/x/tŷ.room'.normalize('NFD')];
  const kept = keychain();
  kept?.remember(parted, 'fern apple');
  expect(kept?.recall(whole)).toBe('fern apple');
  kept?.remember(whole, null);
  expect(kept?.recall(parted)).toBe(null);
});
