import { type RefObject, useRef } from 'react';

/**
 * Where the focus goes when a line of a list has been dealt with and is about to go: to the list's heading, from where
 * the next line is one Tab away, and after the last line to `elsewhere`. Not to the next button, which a key that is
 * still held would press.
 */
export function useAfterLine(
  lines: number,
  elsewhere: RefObject<HTMLElement | null>,
): { heading: RefObject<HTMLHeadingElement | null>; afterLine: (line: Element | null) => void } {
  const heading = useRef<HTMLHeadingElement>(null);
  const afterLine = (line: Element | null) => {
    const { activeElement, body } = document;
    // Somebody may be typing elsewhere by now.
    if (activeElement !== body && !line?.contains(activeElement)) return;
    (lines > 1 ? heading : elsewhere).current?.focus();
  };
  return { heading, afterLine };
}
