import type { ReactNode } from 'react';
import classes from './foot.module.css';

/** The buttons that end a form, always in sight however long it is; below what they answered. */
export function Foot({ children, isOnCard = false }: { children: ReactNode; isOnCard?: boolean }) {
  return (
    <div className={classes.foot} data-ground={isOnCard ? 'card' : 'page'}>
      {children}
    </div>
  );
}
