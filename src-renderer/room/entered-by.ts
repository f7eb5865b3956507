import { remembered } from '../shared/remembered.ts';
import { useStore } from '../shared/store.ts';

/** Who is at this computer. It is kept with everything they enter. */
export const enteredBy = remembered('entered-by', '');

export function useEnteredBy(): string {
  return useStore(enteredBy).trim();
}
