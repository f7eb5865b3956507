import type { Understanding } from '../../src-main/register/types.ts';

export type Intention = { code: string; inRegister: number; inCanvass: number };

/** The voting intentions of both files, most frequent first. */
export function intentionsOf(register: Understanding, canvass: Understanding | null): Intention[] {
  const found = new Map<string, Intention>();
  const add = (counts: Understanding['votingIntentions'], where: 'inRegister' | 'inCanvass') => {
    for (const { code, electors } of counts) {
      const intention = found.get(code) ?? { code, inRegister: 0, inCanvass: 0 };
      found.set(code, { ...intention, [where]: electors });
    }
  };
  add(register.votingIntentions, 'inRegister');
  add(canvass?.votingIntentions ?? [], 'inCanvass');
  const electors = ({ inRegister, inCanvass }: Intention) => inRegister + inCanvass;
  return [...found.values()].toSorted((a, b) => electors(b) - electors(a));
}
