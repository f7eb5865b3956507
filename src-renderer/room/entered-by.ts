import { remembered } from '../shared/remembered.ts';
import { useStore } from '../shared/store.ts';

/** Who is at this computer; goes with everything that is entered. */
export const enteredBy = remembered('entered-by', '');

export function useEnteredBy(): string {
  return useStore(enteredBy).trim();
}
