import { useEffect } from 'react';
import { openScreen } from '../room/use-screen.ts';

/** A file dropped on any screen is opened in Register, as if it had been dropped there. */
export function useDroppedFile(): void {
  useEffect(() => {
    const onDrop = async ({ dataTransfer }: DragEvent) => {
      const files = [...(dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      // Loaded only now, because it is part of that screen.
      const { chooseDropped } = await import('../register/import/import-flow.ts');
      openScreen('register');
      chooseDropped(files);
    };
    window.addEventListener('drop', onDrop);
    return () => window.removeEventListener('drop', onDrop);
  }, []);
}
