import { Button } from '@mantine/core';
import { useEffect, useEffectEvent } from 'react';
import type { NearElector, Resolution } from '../../src-main/turnout/types.ts';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './several-numbers.module.css';
import { statusLook } from './status-look.ts';
import { closeTo } from './told-person.ts';

type NumberToCheckProps<Typed> = {
  entry: Resolution;
  /** What was typed has it before. */
  isTwice: boolean;
  /** The keys are for this one. */
  isFirst: boolean;
  /** What was typed with another number instead, or with none for ''; null if it is not there by itself. */
  fix: (number: string) => Typed | null;
  onFixed: (typed: Typed) => void;
  /** Marks off somebody for a name or a door: at once, because what was written is kept with them. */
  onChoose: (entry: Resolution, person: NearElector) => void;
  /** A further way to correct it. */
  children?: React.ReactNode;
};

/** A number of several that should be looked at before all are entered: what is odd about it, and what it may be. */
export function NumberToCheck<Typed>({
  entry,
  isTwice,
  isFirst,
  fix,
  onFixed,
  onChoose,
  children,
}: NumberToCheckProps<Typed>) {
  const { t } = useWords();
  const { entered, status, elector, message, toldBy, fits, near = [] } = entry;
  const look = statusLook({ status, message });
  const without = fix('');
  const fixes = (toldBy ? near : near.slice(0, FIX_KEYS.length)).flatMap((person): Fix[] => {
    const fixed = toldBy ? without : fix(person.number);
    if (fixed === null) return [];
    const press = () => {
      if (toldBy) onChoose(entry, person);
      onFixed(fixed);
    };
    return [{ person, press }];
  });
  const leaveOut = without === null ? null : () => onFixed(without);
  useFixKeys(
    isFirst,
    fixes.map(({ press }) => press),
    leaveOut,
  );
  // "Which one?" asks for one of those below.
  const asks = fits ? closeTo(fits) : look.words;
  const says = status === 'ambiguous' && near.length === 0 ? t('Not on the register') : asks;
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
        {fixes.map(({ person: { number, name, markedOff }, press }, place) => (
          <Button key={number} size="compact-md" variant="default" onClick={press}>
            {t('It was {{number}} {{name}}', { number, name: roomSays(name) })}
            {markedOff && ` (${t('marked off already')})`}
            {isFirst && FIX_KEYS[place] && <kbd>{FIX_KEYS[place]}</kbd>}
          </Button>
        ))}
        {leaveOut && (
          <Button
            size="compact-md"
            variant="default"
            aria-label={t('Leave out {{number}}', { number: entered })}
            onClick={leaveOut}
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

type Fix = { person: NearElector; press: () => void };

function useFixKeys(isOn: boolean, fixes: readonly (() => void)[], leaveOut: (() => void) | null): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
    const fix = event.key === LEAVE_OUT_KEY ? leaveOut : fixes[FIX_KEYS.indexOf(event.key)];
    if (!fix) return;
    event.preventDefault();
    fix();
  });
  useEffect(() => {
    if (!isOn) return undefined;
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isOn]);
}
