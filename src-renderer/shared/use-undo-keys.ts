import { useEffect, useEffectEvent } from 'react';

type UndoKeys = {
  /** Whether the keys are for the field that has the focus, which has text to undo. */
  isForField: (target: EventTarget | null) => boolean;
  onUndo: () => void;
  onRedo: () => void;
};

/** Ctrl+Z and Ctrl+Shift+Z for what this window has entered. */
export function useUndoKeys({ isForField, onUndo, onRedo }: UndoKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (isForField(event.target)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (event.shiftKey) onRedo();
    else onUndo();
  });
  useEffect(() => {
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
