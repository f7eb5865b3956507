import { useEffect } from 'react';
import { focusMain, focusMainIfLost } from '../room/focus-main.ts';

/** The room was open in this window before: what was typed to unlock it again has gone. */
let wasOpen = false;

/**
 * What was pressed may go, or be disabled while the room answers, and the browser then has the focus nowhere: a keyboard
 * user would start at the top of the page again. Whatever moves the focus itself comes first.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    if (wasOpen) focusMainIfLost();
    wasOpen = true;
    let last: HTMLElement | null = null;
    let wasDisabled = false;
    let frame = 0;
    const note = ({ target }: FocusEvent) => {
      last = target instanceof HTMLElement ? target : null;
      wasDisabled = false;
    };
    // A click beside everything takes the focus away on purpose.
    const forget = () => {
      last = null;
    };
    const look = () => {
      if (!last || document.activeElement !== document.body) return;
      if (!last.isConnected) {
        last = null;
        focusMain();
      } else if (last.matches(':disabled')) wasDisabled = true;
      else if (wasDisabled) last.focus();
    };
    const lookSoon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(look);
      });
    };
    const changes = new MutationObserver(lookSoon);
    changes.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', forget);
    return () => {
      changes.disconnect();
      cancelAnimationFrame(frame);
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', forget);
    };
  }, []);
}
