import { useEffect, useEffectEvent } from 'react';
import { Trans } from 'react-i18next';
import { useEnteredBy } from '../room/entered-by.ts';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
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
        {again && (
          <Trans
            t={t}
            i18nKey="<key>Ctrl</key> <key>Shift</key> <key>Z</key> enters {{what}} again."
            values={{ what: again.what }}
            components={{ key: <kbd /> }}
          />
        )}
      </p>
      <Failed what={t('That was not taken back.')} error={error} />
    </>
  );
}

/** Ctrl+Z and Ctrl+Shift+Z, unless a field has text to undo. */
function useTakeBackKeys(onTurned: ((act: OwnAct) => void) | undefined): void {
  const by = useEnteredBy();
  const press = useEffectEvent(async (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const { target } = event;
    if (target instanceof HTMLInputElement && target.type === 'text' && target.value !== '') return;
    event.preventDefault();
    if (event.repeat) return;
    const act = await (event.shiftKey ? enterLastAgain(by) : takeBackLast(by));
    if (act) onTurned?.(act);
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => void press(event);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
