/** What may happen, and how often. */
export const WEIGHTS = {
  mark: 8,
  'mark slip': 1,
  undo: 4,
  'undo entry': 5,
  redo: 3,
  settle: 1,
  discard: 1,
  retry: 1,
  door: 4,
  sheet: 3,
  correct: 4,
  add: 2,
  remove: 2,
  'put back': 1,
  setting: 2,
  station: 2,
  'remove station': 1,
  walk: 2,
  'remove walk': 1,
  slip: 2,
  'slip head': 1,
  send: 8,
  'send part': 3,
  'send twice': 1,
  'send later': 2,
  arrive: 2,
  crash: 1,
  keep: 5,
  'lose end': 2,
  restore: 2,
  'copy by hand': 1,
  clock: 2,
};

/** `a` and `b` choose whom or what. */
export type Step = { what: keyof typeof WEIGHTS; on: number; a: number; b: number };

export const MOST_COPIES = 8;
