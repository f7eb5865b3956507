import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import classes from './screen-heading.module.css';

/** True once somebody has moved between screens; the first screen leaves focus at the top of the page. */
export const HasMovedContext = createContext(false);

type ScreenHeadingProps = {
  children: ReactNode;
  /** False if another element of the screen takes the focus when it opens. */
  takesFocus?: boolean;
  /** At the end of the heading's line. */
  aside?: ReactNode;
};

/** A screen's heading. Focus moves to it when the screen opens, so that a screen reader says which screen it is. */
export function ScreenHeading({ children, takesFocus = true, aside }: ScreenHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const hasMoved = useContext(HasMovedContext);
  const moveFocus = useRef(takesFocus && hasMoved);
  useEffect(() => {
    if (moveFocus.current) heading.current?.focus();
  }, []);
  return (
    <div className={classes.line}>
      <h1 className={classes.heading} ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {aside}
    </div>
  );
}
