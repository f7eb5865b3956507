import { useEffect, useEffectEvent, useState } from 'react';
import type { NearElector, Resolution } from '../../src-main/turnout/types.ts';
import type { EntryPlace } from './entry-queue.ts';
import { isTooShort, mayBeProse, onlyChoice } from './told-person.ts';
import { useResolutions } from './use-resolutions.ts';

type ToldPersonInput = {
  /** What is in the field. */
  text: string;
  place: EntryPlace;
  /** The codes of the room's districts. */
  codes: readonly string[];
  /** Enters what is in the field as it is. */
  enter: () => void;
  choose: (answer: Resolution, elector: NearElector) => void;
  /** Leads to those who may be meant. */
  ask: () => void;
};

/**
 * What Enter does in the field: numbers are entered at once. For what may be a name or a door the room's answer is
 * awaited. It marks off the only person who can be meant if their name was shown when Enter was pressed; otherwise it
 * leads to who can be.
 */
export function useToldPerson({ text, place, codes, enter, choose, ask }: ToldPersonInput): () => void {
  const typed = text.trim();
  const { data, error, isPlaceholderData } = useResolutions(typed, place);
  const [awaited, setAwaited] = useState<string | null>(null);
  const answer = data && !isPlaceholderData ? data.entries : undefined;
  const act = (wasShown: boolean) => {
    const [only, ...more] = answer ?? [];
    const person = only && onlyChoice(only);
    if (!only?.toldBy || more.length > 0) enter();
    else if (person && wasShown) choose(only, person);
    // What says so is shown, and more can be typed at once.
    else if (!isTooShort(only)) ask();
  };
  const actLater = useEffectEvent(() => act(false));
  const isAnswered = answer !== undefined || error !== null;
  const isAwaited = awaited !== null && awaited === typed;
  useEffect(() => {
    if (!isAwaited || !isAnswered) return;
    setAwaited(null);
    actLater();
  }, [isAwaited, isAnswered]);
  return () => {
    if (typed === '') return;
    if (!mayBeProse(typed, codes)) enter();
    else if (isAnswered) act(true);
    else setAwaited(typed);
  };
}
