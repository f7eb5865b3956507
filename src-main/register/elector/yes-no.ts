import { cellWords, saysNothing } from './cell-words.ts';
import { keepsOff } from './keeps-off.ts';

/** What a column of ticks is about; each has words of its own besides yes and no. */
export type TickColumn = 'lift' | 'doNotKnock' | 'optOut';

/**
 * Reads a ticked or answered cell: `Y`, `x`, `✓`, `No thanks`, `N/A`, `Yes - ring first`, and `Wanted` or `DNK` in the
 * columns for those.
 * @returns `note` is what else a yes says; null if the cell is blank or not understood.
 */
export function readYesNo(cell: string, about: TickColumn): { yes: boolean; note: string } | null {
  const text = cell.trim();
  if (text === '') return null;
  if (/^[✓✔☑✅√]$/u.test(text)) return YES;
  if (/^[✗✘☐❌✕]$/u.test(text) || saysNothing(text)) return NO;
  const words = cellWords(text);
  const phrase = words.join(' ');
  const own = OWN[about];
  if (own.yes.test(phrase)) return YES;
  if (own.no.test(phrase)) return NO;
  if (about === 'doNotKnock' && keepsOff(text) !== null) return YES;
  if (text.includes('?')) return null;
  const [first = '', ...others] = words;
  if (SAYS_NO.has(first) && others.every((word) => MANNERS.has(word) || SAYS_NO.has(word)))
    // "No thanks" to a lift is no; to being knocked it may be the opposite, as "never" may.
    return about === 'doNotKnock' && (others.length > 0 || first === 'never') ? null : NO;
  if (!SAYS_YES.has(first)) return null;
  const rest = text.replace(/^[^\p{L}\p{N}]*[\p{L}\p{N}]+[\s,.;:–—-]*/u, '');
  if (others.every((word) => MANNERS.has(word) || SAYS_YES.has(word))) return YES;
  // "Yes but not now" needs a person.
  return others.some((word) => DOUBTS.test(word)) || first.length < 2 ? null : { yes: true, note: rest };
}

/** Whether a cell about knocking says that somebody may be knocked, and not only that a box is not ticked. */
export function saysMayKnock(cell: string): boolean {
  return OWN.doNotKnock.no.test(cellWords(cell).join(' '));
}

const YES = { yes: true, note: '' } as const;
const NO = { yes: false, note: '' } as const;

const set = (words: string) => new Set(words.split(' '));
const SAYS_YES = set('yes y true t 1 x tick ticked on definitely please ie oes ydw ydy');
const SAYS_NO = set('no n false f 0 nope none never not nage nac off');
const MANNERS = set('thanks thank you please ta diolch');
const DOUBTS =
  /^(?:not?|dont|doesnt|didnt|wont|cant|cannot|never|but|unless|cancel\w*|maybe|perhaps|was|until|no\w*)$/;

/** The words of each column, in small letters and without punctuation. */
const OWN: Record<TickColumn, { yes: RegExp; no: RegExp }> = {
  lift: {
    yes: /^(?:(?:lift|transport)|(?:(?:(?:wants?|needs?|requires?|would like) )(?:a )?(?:lift|transport))|(?:(?:lift|transport) )?(?:wanted|needed|required|requested|please))$/,
    no: /^(?:(?:no|does not (?:want|need)|doesnt (?:want|need)|do not (?:want|need)|dont (?:want|need)) (?:a )?(?:lift|transport)(?: needed| wanted| required)?|(?:lift )?not (?:needed|wanted|required)|(?:has )?own (?:car|transport)|will walk|walks?|drives?|driving)$/,
  },
  doNotKnock: {
    // Besides what says so in any column.
    yes: /^(?:(?:please )?(?:do not|dont|never) (?:ring|phone)(?: again| here| please)?|no contact(?: please)?|avoid|(?:as |by |on )?request(?:ed)?|asked(?: us)?(?: not to)?)$/,
    no: /^(?:(?:ok|fine|happy|may|can|yes) (?:to )?(?:knock|call|be knocked)|ok|knock|can be knocked)$/,
  },
  optOut: {
    yes: /^(?:opt(?:ed)? ?out|out|z|oo|removed|excluded)$/,
    no: /^(?:opt(?:ed)? ?in|in|included|not opted out)$/,
  },
};
