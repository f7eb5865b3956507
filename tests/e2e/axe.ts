import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The rules of axe that depend on colours; all others give the same result in light and dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** WCAG 2.2 AA, and the best practices of axe’s makers. */
const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules of axe that depend on sizes. Large text may have less contrast than small text, in any colours. */
const SIZE_RULES = ['color-contrast', 'target-size', 'scrollable-region-focusable'];
/** The head of the window, which is the same above every screen. */
const HEAD = ['header', 'nav'];

/** What is looked for: everything, or only what can change with the size of the text. */
const RULES = {
  all: { light: ALL_RULES, dark: COLOUR_RULES },
  sizes: { light: SIZE_RULES, dark: [] },
};

type Asked = { exclude: string[]; light: string[]; dark: string[] };

/**
 * Expects that axe finds nothing: by all rules in light colours, and by those of colour in dark ones. The head of the
 * window is left out, unless asked for.
 */
export async function expectAccessible(
  page: Page,
  what: string,
  { head = false, rules = 'all' }: { head?: boolean; rules?: keyof typeof RULES } = {},
): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const asked: Asked = { exclude: head ? [] : HEAD, ...RULES[rules] };
  expect(await page.evaluate(findViolations, asked), what).toEqual([]);
}

/**
 * Runs in the window. It waits for no frame and no animation: a window in which nothing changes may not draw for a
 * minute, and one test waited for that.
 */
async function findViolations({ exclude, ...rules }: Asked): Promise<string[]> {
  const violations = async (scheme: 'light' | 'dark'): Promise<string[]> => {
    document.documentElement.dataset.mantineColorScheme = scheme;
    if (rules[scheme].length === 0) return [];
    for (const animation of document.getAnimations())
      if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
    // biome-ignore lint/suspicious/noExplicitAny: axe attaches itself to the window
    const { violations } = await (window as any).axe.run(
      { include: document, exclude },
      {
        runOnly: rules[scheme],
        resultTypes: ['violations'],
        // axe is not in the frames that show a PDF, and would wait for their answer.
        iframes: false,
        // None of these rules needs the style sheets, and nobody reads the selectors.
        preload: false,
        selectors: false,
      },
    );
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
        `${scheme}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
  };
  return [...(await violations('dark')), ...(await violations('light'))];
}
