import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import classes from './screen-heading.module.css';

/** True once somebody has moved between screens; the first screen leaves focus at the top of the page. */
export const HasMovedContext = createContext(false);

type ScreenHeadingProps = {
  children: ReactNode;
  /** Off where another element of the screen takes focus on opening. */
  takesFocus?: boolean;
  /** Stands at the end of the heading's line. */
  aside?: ReactNode;
};

/** A screen's heading; focus moves to it when the screen opens, so that a screen reader says where one is. */
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
