/** Takes the focus to the screen when what had it goes: a person at the keyboard would else begin at the top. */
export function focusMain(): void {
  document.getElementById('main')?.focus();
}

/** The same where an answer came late: whoever has gone on elsewhere by then keeps their place. */
export function focusMainIfLost(): void {
  if (document.activeElement === document.body) focusMain();
}
