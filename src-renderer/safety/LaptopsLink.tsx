import type { ReactNode } from 'react';
import { addressOf } from '../room/use-screen.ts';

/** A link to the screen Other laptops, within a sentence; `<Trans>` puts its words in. */
export function LaptopsLink({ children }: { children?: ReactNode }) {
  return <a href={addressOf('laptops')}>{children}</a>;
}
