import type { ReactNode } from 'react';
import { addressOf } from '../room/use-screen.ts';

/** A link to the screen Safety, within a sentence; `<Trans>` puts its words in. */
export function SafetyLink({ children }: { children?: ReactNode }) {
  return <a href={addressOf('safety')}>{children}</a>;
}
