/** Words that stay in small letters inside a British place name, unless they come first. */
const SMALL = new Set(
  "a an and at by cum en for from in into juxta la le near next o of on over the to under upon with y yr o'r a'r i'r ar dan ger uwch is".split(
    ' ',
  ),
);

/**
 * Corrects an address in all capitals (or all small letters): `HIGH STREET` becomes `High Street`, `MCDONALD'S YARD`
 * `McDonald's Yard`, `HEOL Y BRYN` `Heol y Bryn`. Text in mixed case was written by a person and stays.
 */
export function properCase(text: string): string {
  if (text === '') return '';
  // The common case first: most registers mix both.
  if (/[a-z]/.test(text) && /[A-Z]/.test(text)) return text;
  const hasSmall = /\p{Ll}/u.test(text);
  const hasCapitals = /\p{Lu}/u.test(text);
  if (hasSmall && hasCapitals) return text;
  if (!hasSmall && !hasCapitals) return text;
  let first = true;
  return text.toLowerCase().replace(/[\p{L}\p{N}'’]+/gu, (word) => {
    const cased = first || !SMALL.has(word) ? capitalised(word) : word;
    first = false;
    return cased;
  });
}

function capitalised(word: string): string {
  // House numbers and ordinals: 12A, but 1st and 2nd.
  if (/^\d/.test(word)) return /^\d+(?:st|nd|rd|th)$/.test(word) ? word : word.toUpperCase();
  // Flats by their stair and the like: PF2, M12.
  if (/^[a-z]{1,2}\d/.test(word)) return word.toUpperCase();
  const prefixed = /^(mc|[od]['’])(\p{L}.*)$/u.exec(word);
  if (prefixed?.[1] && prefixed[2] && prefixed[2].length > 1)
    return upperFirst(prefixed[1]) + upperFirst(prefixed[2]);
  return upperFirst(word);
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
