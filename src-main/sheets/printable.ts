const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Latin letters that the fonts of the sheets have no shape for: macrons, Vietnamese, Yoruba. */
const LACKING = /(?![ƒȘșȚțẀ-ẅẞỲỳ])[ĈĉĔĕĜĝĤĥĨĩĬĭĴĵŌōŎŏŖŗŜŝŨũŬŭ\u0180-\u024f\u1e00-\u1eff]/g;

/**
 * A text as the sheets can print it: on one line, each letter in one piece with its accent. A letter the fonts lack
 * loses its accents, since `Nguyen` can be asked for at a door and an empty frame cannot.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().replace(LACKING, withoutAccents);
}

function withoutAccents(letter: string): string {
  return letter.normalize('NFD').replace(/\p{M}/gu, '');
}
