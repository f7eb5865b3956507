import { cellWords, LONGEST_CELL, remembered } from './cell-words.ts';
import type { MarkerMeaning } from './elections.ts';

/** Why words say that nobody should knock for somebody. */
export type KeepsOff = Extract<MarkerMeaning, 'deceased' | 'moved' | 'not entitled' | 'do not knock'>;

/**
 * What words mean that say themselves that somebody is to be left alone, whatever column they are in: `Deceased`, `DNK -
 * was rude`, `Moved: to France`, `Nice. No cold callers.`; null if they do not, or not clearly. A person may say
 * otherwise of them.
 */
export function keepsOff(text: string): KeepsOff | null {
  return meaningOf(text) || null;
}

const meaningOf = remembered((text: string): KeepsOff | '' =>
  mayKeepOff(text) && !LIMITS.test(text) ? (read(text) ?? '') : '',
);

/** Whether words have to do with it, so that a person has to say what they mean: `Husband died`, `Don’t call before 10`. */
export function mayKeepOff(text: string): boolean {
  return MAY.test(text);
}

/**
 * The words to ask about: of a longer text those that have to do with it and what follows, since only the first letters
 * of a cell are shown and remembered.
 */
export function aboutKnocking(text: string): string {
  if (text.length <= LONGEST_CELL) return text;
  const at = Math.max(text.search(MAY), 0);
  const ends = [...text.slice(0, at).matchAll(/[.;!?]\s+/g)].at(-1);
  return text.slice(ends ? ends.index + ends[0].length : 0);
}

function read(text: string): KeepsOff | null {
  // `Moved: to France` is a heading with what its cell says, and `D.N.K.` one word.
  const parts = text.replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1').split(/[.,;:|/()\n!–—]+|\s-+\s|^-|-$/);
  for (const part of parts) {
    const words = cellWords(part)
      .filter((word) => !FILLERS.has(word))
      .join(' ');
    const found = PHRASES.find(({ phrase }) => phrase.test(words));
    if (found) return found.means;
  }
  return null;
}

const FILLERS = new Set(
  'a an the is are has have had been was now voter elector please ta thanks thank you sadly reported confirmed apparently already flag status'.split(
    ' ',
  ),
);

const WHEN = String.raw`(?: (?:on|in|since|last|early|late|\d+(?:st|nd|rd|th)?|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|week|month|year|recently|ago|date))*`;
/** Minds and votes move too, so these are no place that somebody moved to. */
const MINDS = String.raw`(?:us|our|yes|no|undecided|support|postal|pv|proxy|in person|soft|firm|strong|against|lab|labour|con|conservatives?|tory|tories|ld|lds|lib|libs|lib ?dems?|liberals?|democrats?|greens?|reform|ukip|snp|plaid|cymru|alba|independents?|ind)(?: (?:part(?:y|ies)|vot(?:e|es|er|ers|ing)|side|demo\w*))?(?= from\b|$)`;
const SELVES = '(?:here|there|at address|at this address|at property|at this property)';
const AT_THEM =
  '(?:knock|call|contact|canvass|visit|disturb|approach|doorknock|door knock|come (?:back|again|here|round|near))';
/** `Never contacted` says only that nobody has been there: it is not `never to be contacted`. */
const KNOCKED = `${AT_THEM}ed`;
const KNOCK = `${AT_THEM}(?:ing)?`;

const PHRASES: readonly { means: KeepsOff; phrase: RegExp }[] = [
  {
    means: 'deceased',
    phrase: new RegExp(
      `^(?:deceased|decd|dead|died|passed away|rip|date of death|wedi marw|ymadawedig)${WHEN}$`,
    ),
  },
  {
    means: 'moved',
    phrase: new RegExp(
      `^(?:(?:re)?moved(?: (?:away|out|house|home|on|abroad|address))?|gone away|goneaway|gone|left (?:area|address|property|country)|relocated|emigrated|date moved|no longer (?:${SELVES}|(?:lives?|living|resident)(?: ${SELVES})?|known ${SELVES})|(?:not|isnt|doesnt|does not) (?:at (?:this )?(?:address|property)|resident|(?:lives?|living|resident|known) ${SELVES})|(?:doesnt|does not) live ${SELVES} any ?more|unknown ${SELVES}|(?:bad|wrong) address|(?:house |property |flat )?(?:vacant|unoccupied|demolished)|(?:wedi )?symud)${WHEN}$|^(?:re)?moved(?: (?:away|house|abroad))?(?: (?:to|back to)(?: (?!${MINDS})\\S+){1,4})$`,
    ),
  },
  {
    means: 'not entitled',
    phrase:
      /^(?:ineligible|disqualified|(?:not|no longer) (?:eligible|entitled|registered|on (?:the )?register|on (?:electoral )?roll)(?: to vote)?)$/,
  },
  {
    means: 'do not knock',
    phrase: new RegExp(
      `^(?:dnk|dnc|dnd|(?:(?:wants?|asked|prefers?) to be left|leave(?: (?:them|him|her))?) alone|(?:keep|stay) away|avoid(?: (?:house|property|address|door))?|(?:told|asked) us to go away|(?:asked (?:us )?|wants? |prefers? |wish(?:es)? |request(?:s|ed)? )?(?:(?:do not|dont|never|not to)(?: ever)? (?:be ${KNOCKED}|${KNOCK})|(?:do not|dont|does not|doesnt|not to|no longer|never) (?:want|wish)(?:s|es)? (?:(?:to be )?(?:${KNOCKED}|left alone)|(?:to )?${KNOCK}|(?:any )?(?:contact|calls|callers|visits|visitors|canvassers)))(?: (?:or|and) (?:${KNOCKED}|${KNOCK}))*(?: (?:again|here|back|ever|them|him|her|us|on door|at door|door|address|property|house))*|(?:(?:wants?|wish(?:es)?(?: for)?|request(?:s|ed)?|ask(?:s|ed) for|prefers?) no contact|(?:wants? )?no (?:more )?(?:knock(?:s|ing)|(?:cold |door ?step |political |door ?to ?door )?(?:callers|canvass(?:ers|ing)|calls|calling|visits|visitors)))(?: (?:again|ever|here|wanted|welcome))*|(?:very |verbally |extremely )?(?:aggressive|hostile|abusive|violent|threatening|dangerous|vicious)(?: (?:man|woman|person|people|resident|residents|occupant|occupants|occupier|dog|dogs|dog at door|household))?|(?:bad|nasty|fierce|savage|loose) dogs?|beware(?: of)? (?:dog|dogs)|dogs? (?:bites?|loose|aggressive|dangerous|vicious)|restraining order|peidiwch (?:a |â )?(?:chnocio|churo|galw|chysylltu|cnocio|curo|cysylltu)|dim (?:galwyr|canfaswyr)(?: diwahoddiad)?)$`,
    ),
  },
];

/** With these, it is not for everybody at the door, not for always, or not sure. */
const LIMITS =
  /\?|\b(?:until|till?|before|after|unless|except|but|if|when|while|between|only|maybe|perhaps|might|may be|not sure|yet|nearly|almost|husbands?|wife|wives|partner|sons?|daughters?|mother|mum|father|dad|brothers?|sisters?|tenants?|previous|former|ex|late[- ]night|evenings?|mornings?|afternoons?|weekends?|sundays?|mondays?|leaflet\w*|(?:was|were|once)\b.*\bnow|wrong(?! address)|mistaken?(?:ly)?|error|alive|lifted|was (?:dn|do not)\w*|try|use|press|ring (?:the )?(?:door ?)?bell|side (?:door|gate)|moved in (?:19|20)\d\d)\b|(?:[:=(|]|\s-)\s*(?:no?|nope|false|unknown|not)\b(?!\s+\w)/i;

/** Words of which nearly no other text has any; quick, since it looks at every note. */
const MAY =
  /\bd\.?n\.?[kcvd]\b|(?:\bnot|n['’]?t|\bnever|\bno)\b[^,.;:]{0,24}\b(?:knock|call(?!s? back)|come (?:back|again|here|round|near)|canvass|be contacted|visit|disturb|approach|door ?knock)(?<!(?:not|never)(?: yet| been)? (?:knock|call|canvass|visit|disturb|approach)(?=ed))|\b(?:not|don['’]?t|never|no more|(?:wants?|wish\w*(?: for)?|request\w*|ask\w* for|prefers?) no) contact(?!ed)|\bno longer (?:want|wish|here|there|at|resid|liv|known|regist|eligib|entitled|on|dn)|\bdeceased|\bdec'?d\b|\bdied\b|\bdead\b(?! end)|\bdeath\b|\bpassed away\b|\br\.?i\.?p\b|\b(?:re)?moved\b(?! (?:here|in(?! (?:19|20)\d\d\b))\b)|\bgone(?: ?away)?\b|\bleft (?:the )?(?:area|address|property|country)|\brelocated|\bemigrated|\b(?:does ?n['’]?o?t|not) (?:live|living|resident|known (?:here|there|at)|at (?:this )?(?:address|property)|eligible|entitled|registered|on (?:the )?(?:register|electoral|roll))\b|\b(?:bad|wrong) address|\bvacant\b|\bunoccupied\b|\bdemolished\b|\bineligible\b|\bdisqualified\b|\baggressive|\bhostile\b|\babusive\b|\bviolent|\bthreat|\bdangerous|\bvicious|\b(?:bad|nasty|fierce|savage|loose) dog|\bbeware\b|\bdogs?\b\W{1,4}(?:bite|loose)|\brestraining\b|\bpeidiwch\b|\bunknown at\b|\b(?:left|leave(?: \w+)?) alone\b|\b(?:keep|stay|go) away\b|\bavoid\b|(?:\bnot|n['’]?t|\bnever) want (?:any )?(?:visit|contact)|\bdim (?:galwyr|canfaswyr)|\bwedi marw|\bsymud\b|\bymadawedig/i;
