import { type KeyboardEvent, type RefObject, useId } from 'react';
import type { NearElector, Resolution } from '../../src-main/turnout/types.ts';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import { PromiseMark } from './PromiseMark.tsx';
import classes from './people-told.module.css';
import { closeTo, onlyChoice } from './told-person.ts';

type PeopleToldProps = {
  answer: Resolution;
  onChoose: (elector: NearElector) => void;
  /** Enter in the field leads here, and not to one of them: a second Enter must choose nobody. */
  list: RefObject<HTMLElement | null>;
  /** Goes back to the field. */
  onLeave: () => void;
};

/** Who a name or a door in the field can be. Nobody is marked off before one of them is chosen. */
export function PeopleTold({ answer, onChoose, list, onLeave }: PeopleToldProps) {
  const { t } = useWords();
  const headingId = useId();
  const { message, fits, near = [] } = answer;
  const only = onlyChoice(answer);
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    const chosen = near[Number(event.key) - 1];
    if (event.key === 'Escape') onLeave();
    else if (chosen) onChoose(chosen);
    else if (!moveFocus(event)) return;
    event.preventDefault();
  };
  return (
    <section ref={list} className={classes.told} aria-labelledby={headingId} tabIndex={-1} onKeyDown={onKey}>
      <p id={headingId} className={classes.which}>
        {near.length === 0 && message ? roomSays(message) : fits ? closeTo(fits) : t('Who was it?')}
        {near.length > 0 && (
          <span className={classes.key}>
            {only
              ? t('Enter marks off {{name}}', { name: roomSays(only.name) })
              : t('Enter, then the number')}
          </span>
        )}
      </p>
      <ol className={classes.people}>
        {near.map((elector, place) => (
          <li key={elector.number}>
            <button
              type="button"
              className={`${part.lineButton} ${classes.person}`}
              data-marked={elector.markedOff || undefined}
              onClick={() => onChoose(elector)}
            >
              <kbd>{place + 1}</kbd>
              <span className={classes.name}>{roomSays(elector.name)}</span>
              <span className={classes.number}>{elector.number}</span>
              <span>{elector.address || t('no address')}</span>
              {elector.markedOff ? (
                <span className={classes.number}>{t('marked off already')}</span>
              ) : (
                elector.promise && <PromiseMark promise />
              )}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** With the arrows, from one to the next. */
function moveFocus(event: KeyboardEvent<HTMLElement>): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return false;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button.matches(':focus'));
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  return true;
}
