import type { ClipboardEvent, DragEvent } from 'react';

/** Lines of a text that is pasted or dropped. */
export function linesIn(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/**
 * What a field of one line needs so that lines pasted or dropped into it stay apart: it drops the line ends itself, and
 * would run a slip's numbers together (12 and 13 to 1213).
 */
export function takesLines(setText: (text: string) => void) {
  const put = (event: ClipboardEvent<HTMLInputElement> | DragEvent<HTMLInputElement>, text: string) => {
    const lines = linesIn(text);
    if (lines.length < 2) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const before = value.slice(0, selectionStart ?? value.length);
    setText(before + lines.join('; ') + value.slice(selectionEnd ?? value.length));
    event.currentTarget.focus();
  };
  return {
    onPaste: (event: ClipboardEvent<HTMLInputElement>) => put(event, event.clipboardData.getData('text')),
    onDrop: (event: DragEvent<HTMLInputElement>) => put(event, event.dataTransfer.getData('text')),
  };
}
