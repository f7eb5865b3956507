import { useDoor } from '../door/Door.tsx';
import { addressOf } from '../room/use-screen.ts';
import { Notice } from '../shared/Notice.tsx';

/** Asks for a passphrase until there is one, or somebody has said that the room goes without. */
export function AskPassphrase() {
  const door = useDoor().data;
  if (!door || door.isEncrypted || door.isDeclined) return null;
  return (
    <Notice tone="notice" role="status" title="This room has no passphrase yet.">
      <p>
        It will hold the political opinions of named people.{' '}
        <a href={addressOf('safety')}>Set a passphrase</a>, or say there that the room goes without.
      </p>
    </Notice>
  );
}
