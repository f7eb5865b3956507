import type { CodeCount } from '../../src-main/register/types.ts';
import { remembered } from '../shared/remembered.ts';
import { useStore } from '../shared/store.ts';

const chosen = remembered('tally-district', '');

/** The district of numbers typed without one. A room with a single district needs no choice. */
export function useTallyDistrict(districts: CodeCount[]) {
  const code = useStore(chosen);
  const only = districts.length === 1 ? districts[0]?.code : undefined;
  const known = districts.some((district) => district.code === code) ? code : undefined;
  return { district: only ?? known, choose: (next: string) => chosen.set(next) };
}
