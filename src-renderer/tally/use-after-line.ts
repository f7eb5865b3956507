import { type RefObject, useRef } from 'react';

/**
 * Where the focus goes when a line of a list is done and about to disappear: to the list's heading, from where the next
 * line is one Tab away, or to `elsewhere` after the last line. Not to the next button: a key that is still held down
 * would press it.
 */
export function useAfterLine(
  lines: number,
  elsewhere: RefObject<HTMLElement | null>,
): { heading: RefObject<HTMLHeadingElement | null>; afterLine: (line: Element | null) => void } {
  const heading = useRef<HTMLHeadingElement>(null);
  const afterLine = (line: Element | null) => {
    const { activeElement, body } = document;
    // The user may be typing elsewhere by now.
    if (activeElement !== body && !line?.contains(activeElement)) return;
    (lines > 1 ? heading : elsewhere).current?.focus();
  };
  return { heading, afterLine };
}
