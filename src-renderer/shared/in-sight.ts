import { type RefObject, useEffect } from 'react';

/** Whether somebody has done something on the open screen, other than look at another part of it. */
let hasActed = false;

for (const type of ['click', 'keydown'] as const) {
  window.addEventListener(
    type,
    ({ target }) => {
      if (!(target instanceof Element)) return;
      hasActed =
        target.closest('main') !== null && target.closest('[role="tab"], [role="radiogroup"]') === null;
    },
    { capture: true },
  );
}
window.addEventListener(
  'drop',
  () => {
    hasActed = true;
  },
  { capture: true },
);
window.addEventListener('hashchange', () => {
  hasActed = false;
});

/**
 * A message that answers what somebody has just done is in sight when it appears, wherever they had scrolled to. The
 * focus goes to it if it says what was not done, or if the focus was lost, but never out of a field being typed in.
 */
export function useInSight(
  message: RefObject<HTMLElement | null>,
  role: 'alert' | 'status' | undefined,
  answers: unknown,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same message, as another answer
  useEffect(() => {
    const shown = message.current;
    if (!role || !hasActed || !shown?.closest('main')) return;
    shown.scrollIntoView({ block: 'nearest' });
    const focused = document.activeElement;
    const isLost = focused === null || focused === document.body;
    // A line of a returned sheet takes keys as a field does.
    const isField = focused?.matches('input, textarea, select, [data-line]') ?? false;
    if (isLost || (role === 'alert' && !isField && !shown.contains(focused)))
      shown.focus({ preventScroll: true });
  }, [message, role, answers]);
}

/**
 * What has replaced another page or question is shown from its top, and its heading has the focus, unless a message is to
 * have it. Where little of the page fits, what the heading begins is at the top instead.
 */
export function useBegunInSight(
  heading: RefObject<HTMLElement | null>,
  {
    whole = heading,
    hasMessage = false,
  }: { whole?: RefObject<HTMLElement | null>; hasMessage?: boolean } = {},
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it appears
  useEffect(() => {
    if (!hasMessage) heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    const bottom = heading.current?.getBoundingClientRect().bottom ?? 0;
    if (bottom > window.innerHeight / 2) whole.current?.scrollIntoView();
  }, []);
}
