import { cellWords, remembered } from './cell-words.ts';
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
const SELVES = '(?:here|there|at address|at this address|at property|at this property)';
const AT_THEM = '(?:knock|call|contact|canvass|visit|disturb|approach|doorknock|door knock)(?:ed|ing)?';

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
      `^(?:(?:re)?moved(?: (?:away|out|house|home|on|abroad|address))?|gone away|goneaway|gone|left (?:area|address|property|country)|relocated|emigrated|date moved|no longer (?:${SELVES}|(?:lives?|living|resident)(?: ${SELVES})?|known ${SELVES})|(?:not|isnt|doesnt|does not) (?:at (?:this )?(?:address|property)|resident|(?:lives?|living|resident|known) ${SELVES})|(?:doesnt|does not) live ${SELVES} any ?more|(?:bad|wrong) address|(?:house |property |flat )?(?:vacant|unoccupied|demolished)|(?:wedi )?symud)${WHEN}$|^(?:re)?moved(?: (?:away|house|abroad))?(?: (?:to|back to|from|into)(?: \\S+){1,4})$`,
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
      `^(?:dnk|dnc|dnv|dnd|(?:asked (?:us )?|wants? |prefers? )?(?:do not|dont|never|not to)(?: be| ever| wish to be| want to be| want)? ${AT_THEM}(?: (?:or|and) ${AT_THEM})*(?: (?:again|here|back|ever|them|him|her|us|on door|at door|door|address|property|house))*|(?:wants? no contact|(?:wants? )?no (?:more )?(?:knock(?:s|ing)|(?:cold |door ?step |political |door ?to ?door )?(?:callers|canvass(?:ers|ing)|calls|calling|visits|visitors)))(?: (?:again|ever|here|wanted|welcome))*|(?:very |verbally |extremely )?(?:aggressive|hostile|abusive|violent|threatening|dangerous|vicious)(?: (?:man|woman|person|people|resident|residents|occupant|occupants|occupier|dog|dogs|dog at door|household))?|(?:bad|nasty|fierce|savage|loose) dogs?|beware(?: of)? (?:dog|dogs)|dogs? (?:bites?|loose|aggressive|dangerous|vicious)|restraining order|peidiwch (?:a |â )?(?:chnocio|churo|galw|chysylltu|cnocio|curo|cysylltu)|dim (?:galwyr|canfaswyr)(?: diwahoddiad)?)$`,
    ),
  },
];

/** With these, it is not for everybody at the door, not for always, or not sure. */
const LIMITS =
  /\?|\b(?:until|till?|before|after|unless|except|but|if|when|while|between|only|maybe|perhaps|might|may be|not sure|yet|nearly|almost|husbands?|wife|wives|partner|sons?|daughters?|mother|mum|father|dad|brothers?|sisters?|tenants?|previous|former|ex|late[- ]night|evenings?|mornings?|afternoons?|weekends?|sundays?|mondays?|leaflet\w*)\b/i;

/** Words of which nearly no other text has any; quick, since it looks at every note. */
const MAY =
  /\bd\.?n\.?[kcvd]\b|(?:\bnot|n['’]?t|\bnever|\bno)\b[^,.;:]{0,24}\b(?:knock|call(?!s? back)|canvass|contacted|visit|disturb|approach|door ?knock)|\b(?:not|don['’]?t|never|no more|wants? no) contact|\bno longer (?:here|there|at|resid|liv|known|regist|eligib|entitled|on|dn)|\bdeceased|\bdec'?d\b|\bdied\b|\bdead\b(?! end)|\bdeath\b|\bpassed away\b|\br\.?i\.?p\b|\b(?:re)?moved\b(?! (?:in|here)\b)|\bgone(?: ?away)?\b|\bleft (?:the )?(?:area|address|property|country)|\brelocated|\bemigrated|\b(?:does ?n['’]?o?t|not) (?:live|living|resident|known (?:here|there|at)|at (?:this )?(?:address|property)|eligible|entitled|registered|on (?:the )?(?:register|electoral|roll))\b|\b(?:bad|wrong) address|\bvacant\b|\bunoccupied\b|\bdemolished\b|\bineligible\b|\bdisqualified\b|\baggressive|\bhostile\b|\babusive\b|\bviolent|\bthreat|\bdangerous|\bvicious|\b(?:bad|nasty|fierce|savage|loose) dog|\bbeware\b|\bdogs? (?:bite|loose)|\brestraining\b|\bpeidiwch\b|\bdim (?:galwyr|canfaswyr)|\bwedi marw|\bsymud\b|\bymadawedig/i;
