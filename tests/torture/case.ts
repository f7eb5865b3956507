/** One way to torture rooms: something is killed or spoilt so many times, and what is left is looked at after each. */
export type Case = {
  name: string;
  /** Of `npm run torture`: how many times. */
  option: string;
  /** How many times when nobody says. */
  usual: number;
  /** What was found when nothing was thrown, in a sentence. */
  held: string;
  /** `folder` is empty; `tell` hears how far it is. @throws Error when anything is lost, half done or unseen. */
  run(folder: string, times: number, random: () => number, tell?: (times: number) => void): Promise<Done>;
};

/** What a case has done. */
export type Done = {
  /** By what it is: `{ kills: 40 }`. A case of which one of these is 0 has shown nothing. */
  counts: Record<string, number>;
  /** Anything else that was measured, in a sentence. */
  measured?: string;
};

/** What a case has done, in a line. @throws Error when it has not done what it is there for. */
export function summaryOf({ name, held }: Case, { counts, measured }: Done): string {
  const missing = Object.entries(counts).find(([, count]) => !(count > 0));
  if (missing) throw new Error(`${name} shows nothing: ${missing[1]} ${missing[0]}. Let it run more often.`);
  const done = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  return [`${name}: ${done.join(', ')}. ${held}`, measured].filter(Boolean).join(' ');
}
