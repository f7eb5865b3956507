import type { KeyboardEvent } from 'react';

/**
 * Enter on a list does what it does in every other field of a form: it presses the form's button. Browsers differ in
 * that, and some open the list, for which there are the arrow keys and the space bar.
 */
export function submitOnEnter(event: KeyboardEvent<HTMLSelectElement>): void {
  const button = event.currentTarget.form?.querySelector<HTMLButtonElement>('button[type="submit"]');
  if (event.key !== 'Enter' || !button) return;
  event.preventDefault();
  if (!event.repeat) button.click();
}
