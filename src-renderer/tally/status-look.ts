import type { EntryStatus, Resolution } from '../../src-main/turnout/types.ts';
import {
  AlertIcon,
  ArrowIcon,
  CrossIcon,
  QuestionIcon,
  RepeatIcon,
  TickIcon,
  UndoIcon,
} from '../shared/icons.tsx';
import { words } from '../words/words.ts';

export type StatusLook = { words: string; tone: 'good' | 'notice' | 'bad' | 'plain'; Icon: typeof TickIcon };

const LOOKS: Record<EntryStatus | Resolution['status'], StatusLook> = {
  ready: { words: 'Ready', tone: 'plain', Icon: ArrowIcon },
  marked: { words: 'Marked off', tone: 'good', Icon: TickIcon },
  already: { words: 'Already marked off', tone: 'notice', Icon: RepeatIcon },
  unknown: { words: 'Not on the register', tone: 'bad', Icon: CrossIcon },
  ambiguous: { words: 'Which one?', tone: 'notice', Icon: QuestionIcon },
  unreadable: { words: 'Cannot be read', tone: 'bad', Icon: AlertIcon },
  undone: { words: 'Undone', tone: 'plain', Icon: UndoIcon },
};

/** How an outcome is shown: by words, by an icon and by colour, never by colour alone. */
export function statusLook(
  status: EntryStatus | Resolution['status'],
  message: string | undefined,
): StatusLook {
  const look = { ...LOOKS[status], words: words.t(LOOKS[status].words) };
  if (message === undefined) return look;
  if (status === 'ready') return { words: words.t('Ready, but check'), tone: 'notice', Icon: AlertIcon };
  if (status === 'marked')
    return { words: words.t('Marked off, but check'), tone: 'notice', Icon: AlertIcon };
  // The room's message says it when an undo found nothing to undo.
  if (status === 'already' && message.startsWith('Was not'))
    return { ...look, words: words.t('Not marked off') };
  return look;
}
