import type { Slip } from '../../../src-main/turnout/slips/slips.ts';
import { count } from '../../shared/format.ts';
import { AlertIcon, ArrowIcon, QuestionIcon, TickIcon, UndoIcon } from '../../shared/icons.tsx';
import { words } from '../../shared/words.ts';
import type { StatusLook } from '../status-look.ts';

/** How the state of a slip is shown: by words and an icon, never by colour alone. */
export function slipState({ state, toLookAt }: Slip): StatusLook {
  switch (state) {
    case 'open':
      return { words: words.t('Not finished'), tone: 'notice', Icon: ArrowIcon };
    case 'to check':
      return {
        words: words.t('{{number}} to check', { number: count(toLookAt) }),
        tone: 'bad',
        Icon: AlertIcon,
      };
    case 'differs':
      return { words: words.t('Differs from the first time'), tone: 'bad', Icon: AlertIcon };
    case 'count differs':
      return { words: words.t('Count differs'), tone: 'notice', Icon: QuestionIcon };
    case 'undone':
      return { words: words.t('Undone'), tone: 'plain', Icon: UndoIcon };
    case 'in':
      return { words: words.t('In'), tone: 'good', Icon: TickIcon };
  }
}
