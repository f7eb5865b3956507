import type { ReactNode } from 'react';
import { AlertIcon, QuestionIcon, TickIcon } from './icons.tsx';
import classes from './notice.module.css';

type NoticeProps = {
  tone: 'good' | 'notice' | 'bad' | 'plain';
  title?: string;
  /** `alert` is read out at once, `status` when the screen reader pauses. */
  role?: 'alert' | 'status';
  children?: ReactNode;
};

/** A message in the page: what happened, and what to do next. */
export function Notice({ tone, title, role, children }: NoticeProps) {
  const Icon = { good: TickIcon, notice: AlertIcon, bad: AlertIcon, plain: QuestionIcon }[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={role}>
      <Icon size={24} />
      <div className={classes.words}>
        {title && <p className={classes.title}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
