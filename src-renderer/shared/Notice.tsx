import { type ReactNode, useRef } from 'react';
import { AlertIcon, QuestionIcon, TickIcon } from './icons.tsx';
import { useInSight } from './in-sight.ts';
import classes from './notice.module.css';

type NoticeProps = {
  tone: 'good' | 'notice' | 'bad' | 'plain';
  title?: string;
  /** `alert` is read out at once, `status` when the screen reader pauses. */
  role?: 'alert' | 'status';
  /** What it answers, where the same message may stay as the answer to something new. */
  answers?: unknown;
  children?: ReactNode;
};

/** A message in the page: what happened, and what to do next. */
export function Notice({ tone, title, role, answers, children }: NoticeProps) {
  const box = useRef<HTMLDivElement>(null);
  useInSight(box, role, answers);
  const Icon = { good: TickIcon, notice: AlertIcon, bad: AlertIcon, plain: QuestionIcon }[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={role} ref={box} tabIndex={role ? -1 : undefined}>
      <Icon size={24} />
      <div className={classes.words}>
        {title && <p className={classes.title}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
