/** The encodings with one byte for each character. */
export const ONE_BYTE = ['Windows-1252', 'ISO 8859-14', 'Mac Roman', 'CP850', 'CP437'] as const;
export type OneByte = (typeof ONE_BYTE)[number];

/** What shows that an encoding was right: words that it gives, and the same words in Windows-1252. */
export type EncodingEvidence = { words: string[]; otherwise: string[] };

/** Of programs for DOS, which browsers no longer know: the characters from 80 to FF. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0';

/** The characters from 80 to FF. */
const UPPER: Record<OneByte, readonly string[]> = {
  'Windows-1252': upper('windows-1252'),
  'ISO 8859-14': upper('iso-8859-14'),
  'Mac Roman': upper('macintosh'),
  CP850: [...CP850],
  CP437: [...CP437],
};

function upper(label: string): string[] {
  return [...new TextDecoder(label).decode(Uint8Array.from({ length: 128 }, (_, index) => index + 128))];
}

/** The text of bytes in such an encoding. */
export function decodeOneByte(bytes: Buffer, encoding: OneByte): string {
  if (encoding === 'Windows-1252') return new TextDecoder('windows-1252').decode(bytes);
  const characters = UPPER[encoding];
  return bytes
    .toString('latin1')
    .replace(/[\x80-\xff]/g, (each) => characters[each.charCodeAt(0) - 128] ?? each);
}

/** Words looked at: enough to be sure, in a file of any size. */
const WORDS = 2000;
const EXAMPLES = 3;

/**
 * The encoding in which the words of a file make most sense as names, streets and notes of a British register;
 * Windows-1252 if none makes more. `evidence` is null for that.
 */
export function guessOneByte(bytes: Buffer): { encoding: OneByte; evidence: EncodingEvidence | null } {
  const words = wordsIn(bytes);
  let [encoding, most]: [OneByte, number] = ['Windows-1252', Number.NEGATIVE_INFINITY];
  for (const each of ONE_BYTE) {
    const sense = words.reduce((sum, word) => sum + senseOf(decodeOneByte(word, each)), 0);
    if (sense > most) [encoding, most] = [each, sense];
  }
  if (encoding === 'Windows-1252') return { encoding, evidence: null };
  const shown = words.filter((word) => senseOf(decodeOneByte(word, encoding)) > 0).slice(0, EXAMPLES);
  const inEncoding = (as: OneByte) => shown.map((word) => decodeOneByte(word, as).trim());
  return { encoding, evidence: { words: inEncoding(encoding), otherwise: inEncoding('Windows-1252') } };
}

/** Different words with bytes above 7F, each with the character before and after it. */
function wordsIn(bytes: Buffer): Buffer[] {
  const words = new Map<string, Buffer>();
  for (let at = 0; at < bytes.length && words.size < WORDS; at += 1) {
    if ((bytes[at] ?? 0) < 128) continue;
    let from = at;
    while (from > at - LONGEST && isOfWord(bytes[from - 1])) from -= 1;
    let to = at + 1;
    while (to < at + LONGEST && isOfWord(bytes[to])) to += 1;
    const word = bytes.subarray(Math.max(0, from - 1), to + 1);
    words.set(word.toString('latin1'), word);
    at = to;
  }
  return [...words.values()];
}

const LONGEST = 30;

function isOfWord(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const letter = byte | 32;
  return byte >= 128 || (letter >= 97 && letter <= 122) || byte === 39;
}

/** How often letters with accents are in names and streets here; others are as rare as the last. */
const LETTERS = ['æßìòùýÿœðþ', 'àïøåłšžã', 'èëçñäú', 'áâêîôûŵŷíóöü', 'é'];
const RARE = 1;
/** Of a character that no register has, or not in such a place. */
const SENSELESS = -8;
/** Words that another encoding may give other letters. */
const KNOWN = new Set(
  'siân siôn siôr zoë zoé chloë noël noëlle brontë renée andré josé rené rhôs môn llŷn llŷr tŷ pîn côr tân mâr glân dŵr gŵyr câr gêr françois françoise seán sinéad róisín siobhán máire bríd pádraig ciarán órla björn jürgen müller jörg garcía lópez gonzález pérez martínez hernández rodríguez fernández sánchez gómez joão maría núñez muñoz peña hélène café château'.split(
    ' ',
  ),
);

function senseOf(word: string): number {
  const characters = [...word];
  const known = KNOWN.has(word.replace(/[^\p{L}]/gu, '').toLowerCase()) ? 4 : 0;
  return characters.reduce(
    (sum, each, at) =>
      each < '\x80' ? sum : sum + senseIn(each, characters[at - 1] ?? ' ', characters[at + 1] ?? ' '),
    known,
  );
}

function senseIn(character: string, before: string, after: string): number {
  if (isLetter(character)) return letterSense(character, before, after);
  const [isBefore, isAfter] = [isLetter(before), isLetter(after)];
  switch (character) {
    case '’':
      return isBefore ? (isAfter ? 5 : 1) : 0;
    case '´':
      return isBefore && isAfter ? 2 : 0;
    case '‘':
      return isBefore && !isAfter ? SENSELESS : 1;
    case '“':
    case '”':
      return isBefore && isAfter ? SENSELESS : 1;
    case '–':
    case '—':
      return isBefore === isAfter ? 2 : SENSELESS;
    case '£':
    case '€':
      return isDigit(after) ? 4 : SENSELESS;
    case '½':
    case '¼':
    case '¾':
      return isBefore ? SENSELESS : 4;
    case '°':
    case 'º':
    case '²':
      return isDigit(before) ? 1 : SENSELESS;
    case '\u00A0':
      return 1;
    case '…':
    case '•':
    case '·':
      return isBefore && isAfter ? SENSELESS : 1;
    default:
      return SENSELESS;
  }
}

/** Makes sense: a small letter among others, and a capital at the start of a word or among capitals. */
function letterSense(letter: string, before: string, after: string): number {
  const small = letter.toLowerCase();
  const [isBefore, isAfter] = [isLetter(before), isLetter(after)];
  const isMisplaced =
    small === letter
      ? isCapital(after) || !(isBefore || isAfter)
      : isBefore && !(isCapital(before) && (isCapital(after) || !isAfter));
  if (isMisplaced || isDigit(before) || isDigit(after)) return SENSELESS;
  if (small === letter && !isBefore) return 0;
  return (
    RARE +
    Math.max(
      0,
      LETTERS.findIndex((letters) => letters.includes(small)),
    )
  );
}

function isLetter(character: string): boolean {
  return /^\p{Script=Latin}$/u.test(character) && !'ªº'.includes(character);
}

function isCapital(character: string): boolean {
  return isLetter(character) && character !== character.toLowerCase();
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
