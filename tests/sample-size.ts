/** CI takes every sample whole, as it tests everything. */
const ALL = Boolean(process.env.CI);

/** How many of so many random cases are tried: elsewhere a fifth. */
export function sampleOf(whole: number, least = 1): number {
  return ALL ? whole : Math.max(least, Math.ceil(whole / 5));
}

/** After which steps a program is killed: elsewhere after every third, beginning with one of the first three. */
export function someSteps(): { first: number; every: number } {
  return ALL ? { first: 0, every: 1 } : { first: Math.floor(Math.random() * 3), every: 3 };
}
