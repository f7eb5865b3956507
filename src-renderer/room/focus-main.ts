/** Takes the focus to the screen when what had it goes: a person at the keyboard would else begin at the top. */
export function focusMain(): void {
  document.getElementById('main')?.focus();
}
