import { counted } from '../../../shared/format.ts';
import { words } from '../../../shared/words.ts';
import type { Understood } from '../import-state.ts';
import { surveyOf } from '../questions-asked.ts';

/** The name of the button that imports: it says how many lines it leaves out. */
export function importLabel(flow: Understood): string {
  if (flow.register.kind === 'canvass') return words.t('Import the canvass');
  const refused = surveyOf(flow)?.result.rejected.length ?? 0;
  return refused > 0
    ? words.t('Import without the {{refused}}', { refused: counted(refused, 'refused line') })
    : words.t('Import');
}
