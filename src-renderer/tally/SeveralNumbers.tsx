import { Button } from '@mantine/core';
import { useEffect, useEffectEvent } from 'react';
import type { Resolution } from '../../src-main/turnout/types.ts';
import { count, counted } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import { numberKey, replaced, toCheck } from './numbers-to-check.ts';
import classes from './several-numbers.module.css';
import { statusLook } from './status-look.ts';

type SeveralNumbersProps = {
  text: string;
  /** How many numbers there are in the text. */
  numbers: number;
  /** What the first of them mean. */
  entries: Resolution[];
  /** Puts something else in the field. */
  onChange: (text: string) => void;
};

/** Several numbers in the field: first those to check, each with what it may be; the others in the order of the slip. */
export function SeveralNumbers({ text, numbers, entries, onChange }: SeveralNumbersProps) {
  const { t } = useWords();
  const problems = toCheck(entries);
  const fine = entries.filter((entry) => !problems.some((problem) => problem.entry === entry));
  const counts = {
    numbers: counted(numbers, 'number'),
    fine: count(numbers - problems.length),
    check: count(problems.length),
  };
  return (
    <div className={classes.several}>
      <p className={classes.count}>
        {problems.length === 0
          ? t('{{numbers}}: Enter marks them off together.', counts)
          : t('{{numbers}}: {{fine}} fine, {{check}} to check. Enter takes all of them.', counts)}
      </p>
      {problems.length > 0 && (
        <ol className={classes.list} aria-label={t('Numbers to check')}>
          {problems.map(({ entry, isTwice }, place) => (
            <Problem
              key={`${numberKey(entry)} ${isTwice}`}
              entry={entry}
              isTwice={isTwice}
              isFirst={place === 0}
              text={text}
              onChange={onChange}
            />
          ))}
        </ol>
      )}
      <ol className={classes.list} aria-label={t('Numbers that are fine')}>
        {fine.map(({ entered, elector }) => (
          <li key={elector?.number ?? entered} className={classes.line}>
            <span className={classes.number}>{elector?.number ?? entered}</span>
            <span>{elector && roomSays(elector.name)}</span>
          </li>
        ))}
      </ol>
      {numbers > entries.length && (
        <p>{t('and {{more}} more, shown in the list when entered.', { more: numbers - entries.length })}</p>
      )}
    </div>
  );
}

type ProblemProps = Pick<SeveralNumbersProps, 'text' | 'onChange'> & {
  entry: Resolution;
  /** The text has it before. */
  isTwice: boolean;
  /** The keys are for this one. */
  isFirst: boolean;
};

function Problem({ entry, isTwice, isFirst, text, onChange }: ProblemProps) {
  const { t } = useWords();
  const { entered, status, elector, message, near = [] } = entry;
  const look = statusLook({ status, message });
  const without = replaced(text, entered, '', isTwice);
  const fixes = near.slice(0, 2).flatMap(({ number, name }) => {
    const fixed = replaced(text, entered, number, false);
    return fixed === null ? [] : [{ number, name: roomSays(name), fixed }];
  });
  useFixKeys(isFirst, [...fixes.map(({ fixed }) => fixed)], without, onChange);
  return (
    <li className={classes.problem} data-tone={look.tone}>
      <p className={classes.line}>
        <look.Icon size={18} />
        <span className={classes.number}>{elector?.number ?? entered}</span>
        <span>
          {elector && roomSays(elector.name)}{' '}
          <span className={classes.status}>
            {isTwice
              ? t('Twice on this slip')
              : status === 'ready'
                ? message && roomSays(message)
                : look.words}
          </span>
        </span>
      </p>
      <div className={classes.fixes}>
        {fixes.map(({ number, name, fixed }, place) => (
          <Button key={number} size="compact-md" variant="default" onClick={() => onChange(fixed)}>
            {t('It was {{number}} {{name}}', { number, name })}
            {isFirst && <kbd>{FIX_KEYS[place]}</kbd>}
          </Button>
        ))}
        {without !== null && (
          <Button
            size="compact-md"
            variant="default"
            aria-label={t('Leave out {{number}}', { number: entered })}
            onClick={() => onChange(without)}
          >
            {t('Leave out')}
            {isFirst && <kbd>{LEAVE_OUT_KEY}</kbd>}
          </Button>
        )}
      </div>
    </li>
  );
}

/** They do nothing in a browser or in Electron. */
const FIX_KEYS = ['F8', 'F9'];
const LEAVE_OUT_KEY = 'F4';

function useFixKeys(
  isOn: boolean,
  fixes: readonly string[],
  without: string | null,
  onChange: (text: string) => void,
): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
    const fixed = event.key === LEAVE_OUT_KEY ? without : fixes[FIX_KEYS.indexOf(event.key)];
    if (fixed === null || fixed === undefined) return;
    event.preventDefault();
    onChange(fixed);
  });
  useEffect(() => {
    if (!isOn) return undefined;
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isOn]);
}
