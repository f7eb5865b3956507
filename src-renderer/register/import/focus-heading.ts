/**
 * Moves the focus to a heading that has just appeared, with the page at its top; where little of the page fits, with what
 * the heading begins at the top instead.
 */
export function focusHeading(heading: HTMLElement | null, from: HTMLElement | null = heading): void {
  heading?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  if (heading && heading.getBoundingClientRect().bottom > window.innerHeight / 2) from?.scrollIntoView();
}
