import { Fragment, type ReactNode } from 'react';
import part from './part.module.css';

/** A number with a hyphen or a stroke in it, after which a browser may begin a line: `KA-641/2`, `W1-07`, `1-/20`. */
const NUMBER = /([\p{L}\d]+(?:[-/]+\d+)+)/u;

/** Text in which no elector number and no sheet’s code is broken over two lines. Anything else stays as it is. */
export function unbroken(content: ReactNode): ReactNode {
  if (typeof content !== 'string') return content;
  // With the numbers at every other place.
  const parts = content.split(NUMBER);
  if (parts.length === 1) return content;
  return parts.map((piece, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text keep their places.
      <span key={at} className={part.whole}>
        {piece}
      </span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <Fragment key={at}>{piece}</Fragment>
    ),
  );
}
