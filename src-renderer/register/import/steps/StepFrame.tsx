import { Button } from '@mantine/core';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef } from 'react';
import { Foot } from '../../../shared/Foot.tsx';
import { useBegunInSight } from '../../../shared/in-sight.ts';
import { Notice } from '../../../shared/Notice.tsx';
import part from '../../../shared/part.module.css';
import { useWords } from '../../../shared/use-words.ts';
import classes from './step-frame.module.css';

type StepFrameProps = {
  question: string;
  /** Where this question is among the others. */
  where?: ReactNode;
  /** The main action, which Enter does too. Nothing if the answer is itself a button. */
  main?: { label: string; isWaiting?: boolean; onGoOn: () => void };
  /** Goes on without an answer; the label says what that means. */
  skip?: { label: string; onSkip: () => void } | undefined;
  onBack?: (() => void) | undefined;
  onCancel?: (() => void) | undefined;
  /** Why it does not go on. */
  refusals: readonly (string | null)[];
  /** What the main action waits for. It is above the buttons, so that they stay where they are when it is over. */
  waitsFor?: ReactNode;
  /** Said beside the buttons. */
  aside?: ReactNode;
  children: ReactNode;
};

/** The second click of a double one would press what the next question has in its place: Import, or a skip. */
function dropSecondClick(event: MouseEvent): void {
  if (event.detail < 2) return;
  event.preventDefault();
  event.stopPropagation();
}

/** One question with its answer, and the way on, which is always in sight. */
export function StepFrame({
  question,
  where,
  main,
  skip,
  onBack,
  onCancel,
  refusals,
  waitsFor,
  aside,
  children,
}: StepFrameProps) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const why = refusals.find((each) => each !== null) ?? null;
  useBegunInSight(heading, { whole: form, hasMessage: why !== null });
  const submit = () => {
    if (!main || main.isWaiting) return;
    // A field that cannot be read says so itself; going on would drop what was typed.
    const wrong = form.current?.querySelector<HTMLInputElement>('input:invalid');
    if (wrong) wrong.focus();
    else main.onGoOn();
  };
  // Where nothing can be pressed, Enter goes on.
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    const { target } = event;
    const isOnText = target === heading.current || (target instanceof Element && target.role === 'alert');
    if (event.key !== 'Enter' || event.repeat || !isOnText) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      ref={form}
      className={part.parts}
      aria-labelledby={id}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {where}
      <h2 ref={heading} id={id} tabIndex={-1} className={classes.question}>
        {question}
      </h2>
      <div className={part.parts}>{children}</div>
      <Foot>
        {why !== null && <Notice tone="bad" role="alert" title={why} answers={why} />}
        {waitsFor}
        <div className={classes.buttons} onClickCapture={dropSecondClick}>
          {main && (
            <Button type="submit" disabled={main.isWaiting ?? false}>
              {main.label}
            </Button>
          )}
          {skip && (
            <Button variant="default" onClick={skip.onSkip}>
              {skip.label}
            </Button>
          )}
          {onBack && (
            <Button variant="default" onClick={onBack}>
              {t('Back')}
            </Button>
          )}
          {onCancel && (
            <Button variant="subtle" onClick={onCancel}>
              {t('Cancel')}
            </Button>
          )}
          {aside}
        </div>
      </Foot>
    </form>
  );
}
