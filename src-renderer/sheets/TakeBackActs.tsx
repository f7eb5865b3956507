import { Trans } from 'react-i18next';
import { useEnteredBy } from '../room/entered-by.ts';
import { EntersAgain } from '../shared/EntersAgain.tsx';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useUndoKeys } from '../shared/use-undo-keys.ts';
import { useWords } from '../shared/use-words.ts';
import { enterLastAgain, type OwnAct, ownActs, takeBackLast } from './own-acts.ts';

/** Says what Ctrl+Z would take back of what this window entered about sheets, and what could be entered again. */
export function TakeBackActs({ onTurned }: { onTurned?: (act: OwnAct) => void }) {
  const { t } = useWords();
  const { mine, takenBack, remark, error } = useStore(ownActs);
  const last = mine.at(-1);
  const again = takenBack.at(-1);
  useTakeBackKeys(onTurned);
  return (
    <>
      <p className={part.hint} role="status">
        {remark && roomSays(remark)}{' '}
        {last && (
          <Trans
            t={t}
            i18nKey="<key>Ctrl</key> <key>Z</key> takes back {{what}}."
            values={{ what: last.what }}
            components={{ key: <kbd /> }}
          />
        )}{' '}
        {again && <EntersAgain what={again.what} />}
      </p>
      <Failed what={t('That was not taken back.')} error={error} />
    </>
  );
}

/** Unless a field has text to undo. */
function useTakeBackKeys(onTurned: ((act: OwnAct) => void) | undefined): void {
  const by = useEnteredBy();
  const turn = async (turned: Promise<OwnAct | null>) => {
    const act = await turned;
    if (act) onTurned?.(act);
  };
  useUndoKeys({
    isForField: (target) =>
      target instanceof HTMLInputElement && target.type === 'text' && target.value !== '',
    onUndo: () => void turn(takeBackLast(by)),
    onRedo: () => void turn(enterLastAgain(by)),
  });
}
