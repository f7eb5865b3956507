import { type ComponentType, useEffect, useState } from 'react';
import { Busy } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

/**
 * A screen whose code is fetched when it is first opened, or before by `load`. Not React's own `lazy`: that holds
 * back what has been fetched for a third of a second, which is a third of the time a start may take.
 */
export function loadedLater(fetch: () => Promise<ComponentType>): ComponentType & { load(): void } {
  let known: ComponentType | null = null;
  let fetching: Promise<void> | null = null;
  const load = () => {
    fetching ??= fetch().then(
      (component) => {
        known = component;
      },
      (error: unknown) => {
        // Tried again the next time it is opened.
        fetching = null;
        throw error;
      },
    );
    return fetching;
  };
  function Screen() {
    const { t } = useWords();
    const [failed, setFailed] = useState<{ error: unknown } | null>(null);
    const [, setIsKnown] = useState(known !== null);
    useEffect(() => {
      // Asked for even where it is there: it may have come between the drawing and this.
      load().then(
        () => setIsKnown(true),
        (error: unknown) => setFailed({ error }),
      );
    }, []);
    // What could not be fetched is a fault of the screen, and shown as one.
    if (failed) throw failed.error;
    const Known = known;
    return Known ? <Known /> : <Busy>{t('Opening…')}</Busy>;
  }
  return Object.assign(Screen, { load: () => void load().catch(() => {}) });
}
