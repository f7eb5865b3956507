import { Busy } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { useRoomSummary } from './use-room-summary.ts';

/** Beside the button of a change of the register that is under way: it waits while an import is applied. */
export function WaitingForImport({ isPending }: { isPending: boolean }) {
  const { t } = useWords();
  const isHeld = useRoomSummary().data?.isRegisterHeld;
  return isPending && isHeld ? (
    <Busy>{t('Waiting for the import of the register. This is saved when it is done.')}</Busy>
  ) : null;
}
