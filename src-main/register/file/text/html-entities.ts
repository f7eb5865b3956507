/** The characters from 160 to 255, in order, and others that names and addresses have. */
const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );
const OTHERS: Record<string, string> = {
  amp: '&',
  apos: "'",
  quot: '"',
  lt: '<',
  gt: '>',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  bull: '•',
  euro: '€',
  OElig: 'Œ',
  oelig: 'œ',
  Scaron: 'Š',
  scaron: 'š',
  Zcaron: 'Ž',
  zcaron: 'ž',
  Ccaron: 'Č',
  ccaron: 'č',
  Lstrok: 'Ł',
  lstrok: 'ł',
  Wcirc: 'Ŵ',
  wcirc: 'ŵ',
  Ycirc: 'Ŷ',
  ycirc: 'ŷ',
  Yuml: 'Ÿ',
  abreve: 'ă',
  aogon: 'ą',
  eogon: 'ę',
  nacute: 'ń',
  sacute: 'ś',
  zacute: 'ź',
  zdot: 'ż',
  cacute: 'ć',
  comma: ',',
  sol: '/',
  hyphen: '-',
  num: '#',
  lpar: '(',
  rpar: ')',
};
const NAMED = new Map([
  ...LATIN.map((name, index) => [name, String.fromCharCode(160 + index)] as const),
  ...Object.entries(OTHERS),
]);

/** What a web page's code for a character looks like. Others are kept: somebody may write `B&B;`. */
export const HTML_ENTITY = new RegExp(`&(?:#\\d{2,6}|#x[\\da-f]{2,5}|${[...NAMED.keys()].join('|')});`, 'i');
const EVERY = new RegExp(HTML_ENTITY, 'gi');

/** Replaces a web page's codes with their characters: `O&#39;Dowd` is `O'Dowd`. Some were coded twice (`&amp;#39;`). */
export function withoutEntities(text: string): string {
  const once = text.replace(EVERY, character);
  return once === text || !HTML_ENTITY.test(once) ? once : once.replace(EVERY, character);
}

function character(entity: string): string {
  const name = entity.slice(1, -1);
  if (!name.startsWith('#')) return NAMED.get(name) ?? NAMED.get(name.toLowerCase()) ?? entity;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code >= 32 && code <= 0x10ffff
    ? String.fromCodePoint(code)
    : code === 10 || code === 13
      ? '\n'
      : ' ';
}
