import type { ClipboardEvent, DragEvent } from 'react';

/** The lines of a text that is pasted or dropped. */
export function linesIn(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean);
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * Props for a one-line field that keep lines apart when they are pasted or dropped into it. Without them the browser
 * removes the line ends, and a slip's 12 and 13 become 1213.
 */
export function pastedLines(setText: (text: string) => void) {
  const put = (event: ClipboardEvent<Field> | DragEvent<Field>, text: string) => {
    const lines = linesIn(text);
    if (lines.length < 2) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const before = value.slice(0, selectionStart ?? value.length);
    setText(before + lines.join('; ') + value.slice(selectionEnd ?? value.length));
    event.currentTarget.focus();
  };
  return {
    onPaste: (event: ClipboardEvent<Field>) => put(event, event.clipboardData.getData('text')),
    onDrop: (event: DragEvent<Field>) => put(event, event.dataTransfer.getData('text')),
  };
}
