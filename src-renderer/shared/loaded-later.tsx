import { type ComponentType, useEffect, useState } from 'react';
import { Busy } from './states.tsx';
import { useWords } from './use-words.ts';

/**
 * A screen whose code is fetched when it is first opened, or earlier by `load`. React's own `lazy` would show it a third
 * of a second late, which is a third of the time a start may take.
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
        // The next time it is opened, it is fetched again.
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
      // Called even if it is loaded: it may have arrived after this was drawn.
      load().then(
        () => setIsKnown(true),
        (error: unknown) => setFailed({ error }),
      );
    }, []);
    // A screen that cannot be fetched is shown as failed.
    if (failed) throw failed.error;
    const Known = known;
    return Known ? <Known /> : <Busy>{t('Opening…')}</Busy>;
  }
  return Object.assign(Screen, { load: () => void load().catch(() => {}) });
}
