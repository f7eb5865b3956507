/** Before and after what was found: `Not home again`, `Out x2`, `No answer (dog)`, `2nd visit: out`. */
const AROUND =
  /\([^)]*\)|\b(?:again|today|still|twice|both|all|x ?\d+|\d+ ?x|(?:\d+(?:st|nd|rd|th)|first|second|third) (?:visit|call|time|attempt))\b/g;

const WHERE = '(?:(?:at )?home|in|there|available|around|about)';
const REACHED = '(?:contact(?:ed)?|reach(?:ed)?|speak|see|find|get (?:hold|in|through))';

/** What canvassers and their systems write if nobody was met, or nobody said anything (Connect, VAN, Welsh). */
const NOTHING_SAID = new RegExp(
  `^(?:${[
    // Nobody there.
    `(?:was |were |is |are )?not ${WHERE}`,
    `(?:no ?(?:one|body)|none|neb|ddim|dim) (?:was |is |yn )?(?:${WHERE}|answered|yno|adref|gartref)`,
    'nothome|nh|out|was out|away|unavailable|asleep|allan|i ffwrdd',
    'no (?:answer|ans|reply|response|contact|access|entry|one|body)|na|nr|nc|dim ateb|dim cyswllt|heb ateb',
    `(?:unable to|(?:could|can) ?(?:not|nt)|did ?(?:not|nt)|failed to) ${REACHED}|(?:not|un|never) ?(?:contacted|reached|met|seen|spoken to)`,
    'inaccessible|locked|gated|could not access|cannot access',
    // To be done later, or not done yet.
    '(?:call|come|go) ?back(?: later)?|cb|return|revisit|try later|later|busy|too busy|inconvenient',
    '(?:not|un|never) ?(?:canvassed|visited|knocked|called|asked|done|attempted)|to (?:do|canvass|visit)|pending',
    '(?:left |posted |delivered )?(?:card|leaflet|letter|message|voicemail|note)(?:ed)?(?: left| posted| delivered)?|answer ?(?:phone|machine)',
    // On the telephone.
    '(?:line )?(?:engaged|disconnected|dead)|hung up|wrong (?:number|no)|bad number|number (?:unobtainable|not in service)|unobtainable',
    // Met, but nothing said.
    '(?:refused|declined|refuses|refusal|gwrthod(?:wyd)?)(?: (?:to (?:say|answer|speak|talk)|answer|contact))?|(?:wont|will not|would not|wouldnt|did not|didnt|prefers? not to|rather not|not) (?:say|saying|said|answer|tell|disclosed?)|ddim am ddweud',
    '(?:language barrier|other language|(?:no|non|not) english|child(?: answered)?)',
    // Met, and nothing is said of the answer.
    'canvass(?:ed)?|contacted|contact made|spok(?:e|en)(?: to)?|completed|attempted|visited|called|knocked',
    // Nothing known.
    '(?:not |un)known|unk|no (?:data|info(?:rmation)?|vi|voting intention|canvass)|anhysbys|none|nil|blank',
  ].join('|')})$`,
);

/**
 * Whether a canvass code says that nobody was met, or that nothing was said: `Not home`, `NH`, `No answer`, `Refused to
 * say`, `?`. It is then no answer, and takes nothing away. Ask `CodeMeanings.isAnswer` instead, since a code that has
 * a meaning in the room is one.
 */
export function saysNothing(code: string): boolean {
  const words = code
    .toLowerCase()
    .replace(/['’`.]/g, '')
    .replace(AROUND, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  // `N/A`, `n h`: single letters belong together.
  return (
    words === '' || NOTHING_SAID.test(words) || NOTHING_SAID.test(words.replace(/\b(\w) (?=\w\b)/g, '$1'))
  );
}
