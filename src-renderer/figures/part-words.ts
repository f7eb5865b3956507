import type { PartName } from '../../src-main/turnout/figures/figure-types.ts';
import { words } from '../shared/words.ts';

/** The parts, behind their number; `one` is said of somebody in a list. */
const PARTS: Record<PartName, { label: string; words?: string }> = {
  promises: { label: 'promises' },
  'promises for another poll': { label: 'promises for another poll' },
  'other intentions': { label: 'canvassed, not a promise' },
  'no intention': { label: 'not canvassed' },
  voted: { label: 'voted', words: 'voted' },
  'in person': { label: 'promises in person' },
  'postal voters': { label: 'promises with a postal vote' },
  'to knock': { label: 'to knock', words: 'to knock' },
  'by post': { label: 'postal' },
  'not at the door': { label: 'not at the door' },
  'marked off later': { label: 'marked off later' },
  'marked off by it': { label: 'marked somebody off' },
  'marked off already': { label: 'of somebody marked off already' },
  'not asked': { label: 'not asked today' },
  out: { label: 'were out', words: 'to knock: was out' },
  'will vote': { label: 'say they will vote', words: 'to knock: will vote' },
  lift: { label: 'want a lift', words: 'to knock: wants a lift' },
  'says has voted': { label: 'say they have voted', words: 'says has voted' },
  refused: { label: 'refused', words: 'refused' },
  moved: { label: 'moved away', words: 'moved away' },
  deceased: { label: 'deceased', words: 'deceased' },
  'do not knock': { label: 'not to be knocked', words: 'do not knock' },
  proxy: { label: 'vote by proxy', words: 'votes by proxy' },
  postal: { label: 'vote by post', words: 'votes by post' },
  'not entitled': { label: 'may not vote at this election', words: 'may not vote at this election' },
  'too young': { label: 'too young on polling day', words: 'too young on polling day' },
  'date unclear': { label: 'date of birth not clear', words: 'date of birth not clear' },
  anonymous: { label: 'anonymous', words: 'anonymous' },
  'no address': { label: 'no street in the register', words: 'no street in the register' },
  'another reason': { label: 'another reason', words: 'another reason' },
  'past all': { label: 'voted at every past poll' },
  'past some': { label: 'voted at some past polls' },
  'past none': { label: 'voted at no past poll' },
  'past not known': { label: 'past turnout not known' },
};

/** `217 voted`, without the number. */
export function partName(part: PartName): string {
  return words.t(PARTS[part].label);
}

/** What a list says of somebody. */
export function stateInWords(state: PartName | null): string {
  const said = state === null ? undefined : PARTS[state].words;
  return said === undefined ? '' : words.t(said);
}
