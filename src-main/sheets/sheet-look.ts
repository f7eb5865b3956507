import type { PaperChoice, SheetLook } from './types.ts';

/** How a sheet looks, with what was left open as it usually is. */
export function lookOf({
  size = 'a4',
  large = false,
  details = ['phone', 'note'],
  doorsOnly = false,
  language = 'en',
}: PaperChoice): SheetLook {
  return { size, large, details, doorsOnly, language };
}
