import type { EntryStatus } from '../../src-main/store/journal/journal.ts';
import type { Resolution } from '../../src-main/turnout/types.ts';
import type { Message } from '../../src-shared/message.ts';
import {
  AlertIcon,
  ArrowIcon,
  CrossIcon,
  QuestionIcon,
  RepeatIcon,
  TickIcon,
  UndoIcon,
} from '../shared/icons.tsx';
import { words } from '../shared/words.ts';

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

type Outcome = {
  status: EntryStatus | Resolution['status'];
  message?: Message | undefined;
  /** It was to undo a mark. */
  isUndo?: boolean;
  /** It was undone later. */
  isUndone?: boolean;
};

/** How an outcome is shown: by words, an icon and a colour, never by colour alone. */
export function statusLook({ status, message, isUndo = false, isUndone = false }: Outcome): StatusLook {
  if (isUndone) return { ...LOOKS.undone, words: words.t(LOOKS.undone.words) };
  const look = { ...LOOKS[status], words: words.t(LOOKS[status].words) };
  // An undo that found nothing to undo.
  if (status === 'already' && isUndo) return { ...look, words: words.t('Not marked off') };
  if (message === undefined) return look;
  if (status === 'ready') return { words: words.t('Ready, but check'), tone: 'notice', Icon: AlertIcon };
  if (status === 'marked')
    return { words: words.t('Marked off, but check'), tone: 'notice', Icon: AlertIcon };
  return look;
}
