import type { JournalLine } from '../../src-main/journal/read-journal.ts';
import type { ElectorRecord } from '../../src-main/register/by-hand.ts';
import { time } from '../shared/format.ts';
import { words } from '../shared/words.ts';

const NO_SHEET: Record<string, { label: string }> = {
  anonymous: { label: 'an anonymous elector' },
  'no address': { label: 'the register gives no street' },
  moved: { label: 'moved away' },
  deceased: { label: 'deceased' },
  'do not knock': { label: 'the canvass says not to knock' },
  'not entitled': { label: 'may not vote at this election' },
  'too young': { label: 'too young on polling day' },
  'date unclear': { label: 'the date of birth or attainment is not clear' },
  proxy: { label: 'votes by proxy' },
  postal: { label: 'votes by post' },
};

/** Why an elector is on no sheet; '' if they can be on one. */
export function noSheetReason({ keptOff, doNotKnock }: ElectorRecord): string {
  const label = NO_SHEET[keptOff]?.label;
  if (label !== undefined) return words.t(label);
  return doNotKnock ? words.t('asked not to be knocked') : '';
}

/** `Promise. Marked off at 14:05 by Gwen.` */
export function statusInWords(elector: ElectorRecord, history: readonly JournalLine[]): string {
  return [
    elector.promise ? words.t('Promise.') : words.t('No promise.'),
    elector.markedOff ? markInWords(history) : words.t('Not marked off.'),
    elector.removedAt !== null &&
      words.t('No longer on the register since {{at}}.', { at: time(elector.removedAt) }),
  ]
    .filter(Boolean)
    .join(' ');
}

function markInWords(history: readonly JournalLine[]): string {
  const mark = history.find(({ status }) => status === 'marked');
  if (!mark) return words.t('Marked off.');
  const at = time(mark.at);
  return mark.by === ''
    ? words.t('Marked off at {{at}}.', { at })
    : words.t('Marked off at {{at}} by {{by}}.', { at, by: mark.by });
}
