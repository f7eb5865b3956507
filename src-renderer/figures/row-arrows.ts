import type { KeyboardEvent } from 'react';

/**
 * The arrow keys lead from figure to figure in the rows of a table, so that Tab goes from row to row and need not pass
 * every figure; from the box of a row they lead to its first. What is marked `data-figures` is such a row too.
 */
export function moveByArrow(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const at = document.activeElement;
  const row = at?.closest('tbody tr, [data-figures]');
  if (!at?.matches('button, [type=checkbox]') || !row) return;
  const next = nextFrom(at, row, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function nextFrom(at: Element, row: Element, key: string): HTMLButtonElement | undefined {
  const place = at instanceof HTMLButtonElement ? buttonsIn(row).indexOf(at) : -1;
  switch (key) {
    case 'ArrowRight':
      return buttonsIn(row)[place + 1];
    case 'ArrowLeft':
      return buttonsIn(row)[place - 1];
    case 'ArrowDown':
      return buttonsIn(row.nextElementSibling)[place];
    case 'ArrowUp':
      return buttonsIn(row.previousElementSibling)[place];
    default:
      return undefined;
  }
}

function buttonsIn(row: Element | null): HTMLButtonElement[] {
  return [...(row?.querySelectorAll('button') ?? [])];
}
