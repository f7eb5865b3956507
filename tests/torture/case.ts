/** One way to torture rooms: something is killed or damaged many times, and what is left is checked after each. */
export type Case = {
  name: string;
  /** The option of `npm run torture` for how many times. */
  option: string;
  /** How many times without that option. */
  defaultTimes: number;
  /** More than so many times are run in several processes. */
  perProcess?: number;
  /** The result if nothing was thrown, in a sentence. */
  finding: string;
  /** `folder` is empty; `onProgress` gets the number so far. @throws Error if anything is lost, half done or unnoticed. */
  run(
    folder: string,
    times: number,
    random: () => number,
    onProgress?: (times: number) => void,
  ): Promise<Done>;
};

/** What a case has done. */
export type Done = {
  /** Named counts: `{ kills: 40 }`. If one of these is 0, the case has shown nothing. */
  counts: Record<string, number>;
  /** Anything else that was measured, in a sentence. */
  measured?: string;
};

/** What a case has done, in a line. @throws Error if it has not done what it should. */
export function summaryOf({ name, finding }: Case, { counts, measured }: Done): string {
  const missing = Object.entries(counts).find(([, count]) => !(count > 0));
  if (missing) throw new Error(`${name} shows nothing: ${missing[1]} ${missing[0]}. Let it run more often.`);
  const done = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  return [`${name}: ${done.join(', ')}. ${finding}`, measured].filter(Boolean).join(' ');
}
