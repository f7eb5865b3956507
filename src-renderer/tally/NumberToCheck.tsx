import { Button } from '@mantine/core';
import { useEffect, useEffectEvent } from 'react';
import type { Resolution } from '../../src-main/turnout/types.ts';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './several-numbers.module.css';
import { statusLook } from './status-look.ts';

type NumberToCheckProps<Typed> = {
  entry: Resolution;
  /** What was typed has it before. */
  isTwice: boolean;
  /** The keys are for this one. */
  isFirst: boolean;
  /** What was typed with another number instead, or with none for ''; null if it is not there by itself. */
  fix: (number: string) => Typed | null;
  onFixed: (typed: Typed) => void;
  /** A further way to correct it. */
  children?: React.ReactNode;
};

/** A number of several that should be looked at before all are entered: what is odd about it, and what it may be. */
export function NumberToCheck<Typed>({
  entry: { entered, status, elector, message, near = [] },
  isTwice,
  isFirst,
  fix,
  onFixed,
  children,
}: NumberToCheckProps<Typed>) {
  const { t } = useWords();
  const look = statusLook({ status, message });
  const without = fix('');
  const fixes = near.slice(0, 2).flatMap(({ number, name }) => {
    const fixed = fix(number);
    return fixed === null ? [] : [{ number, name: roomSays(name), fixed }];
  });
  useFixKeys(isFirst, [...fixes.map(({ fixed }) => fixed)], without, onFixed);
  // "Which one?" asks for one of those below.
  const says = status === 'ambiguous' && near.length === 0 ? t('Not on the register') : look.words;
  return (
    <li className={classes.problem} data-tone={look.tone}>
      <p className={classes.line}>
        <look.Icon size={18} />
        <span className={classes.number}>{elector?.number ?? entered}</span>
        <span>
          {elector && roomSays(elector.name)}{' '}
          <span className={classes.status}>
            {isTwice ? t('Twice on this slip') : status === 'ready' ? message && roomSays(message) : says}
          </span>
        </span>
      </p>
      <div className={classes.fixes}>
        {fixes.map(({ number, name, fixed }, place) => (
          <Button key={number} size="compact-md" variant="default" onClick={() => onFixed(fixed)}>
            {t('It was {{number}} {{name}}', { number, name })}
            {isFirst && <kbd>{FIX_KEYS[place]}</kbd>}
          </Button>
        ))}
        {without !== null && (
          <Button
            size="compact-md"
            variant="default"
            aria-label={t('Leave out {{number}}', { number: entered })}
            onClick={() => onFixed(without)}
          >
            {t('Leave out')}
            {isFirst && <kbd>{LEAVE_OUT_KEY}</kbd>}
          </Button>
        )}
        {children}
      </div>
    </li>
  );
}

/** They do nothing in a browser or in Electron. */
const FIX_KEYS = ['F8', 'F9'];
const LEAVE_OUT_KEY = 'F4';

function useFixKeys<Typed>(
  isOn: boolean,
  fixes: readonly Typed[],
  without: Typed | null,
  onFixed: (typed: Typed) => void,
): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
    const fixed = event.key === LEAVE_OUT_KEY ? without : fixes[FIX_KEYS.indexOf(event.key)];
    if (fixed === null || fixed === undefined) return;
    event.preventDefault();
    onFixed(fixed);
  });
  useEffect(() => {
    if (!isOn) return undefined;
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isOn]);
}
