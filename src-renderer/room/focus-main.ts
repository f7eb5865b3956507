/** Moves the focus to the screen when what had it goes. Otherwise a keyboard user would start at the top of the page. */
export function focusMain(): void {
  document.getElementById('main')?.focus();
}

/** The same after a late answer, unless the focus has moved elsewhere meanwhile. */
export function focusMainIfLost(): void {
  if (document.activeElement === document.body) focusMain();
}
