/**
 * Cuts what stands in the field into single numbers, to show each before Enter. The room cuts the same text itself
 * when it is entered: a district written before its number with a space (`KA 123`) belongs to it, and a range
 * (`120-126`, `KA 120-126`) becomes its numbers. Where the district is `given`, digits alone are a number.
 */
export function splitNumbers(text: string, districts: readonly string[], given?: string): string[] {
  const known = new Set(districts.map((code) => code.toUpperCase()));
  const isDistrict = (word: string) => known.has(word.toUpperCase().replace(/-$/, ''));
  const isCode = (word: string) => (!given || /\D/.test(word)) && isDistrict(word);
  return text.split(/[,;\n\r\t]+/).flatMap((part) => {
    const words = part
      .replace(/\s*([/‐-―−-])\s*/g, '$1')
      .split(/\s+/)
      .filter(Boolean);
    const numbers: string[] = [];
    for (const word of words) {
      const before = numbers.at(-1);
      if (
        before !== undefined &&
        !before.includes(' ') &&
        ((NUMBER_AFTER.test(word) && (/^\D+$/.test(before) || isCode(before))) ||
          (ILLEGIBLE_AFTER.test(word) && isCode(before)))
      ) {
        numbers[numbers.length - 1] = `${before} ${word}`;
      } else {
        numbers.push(word);
      }
    }
    return numbers.flatMap((number) => numbersOfRange(number, isDistrict));
  });
}

const NUMBER_AFTER = /^\d+(?:[/.]\w+|[‐-―−-]\d+)?$/;
const ILLEGIBLE_AFTER = /^(?=.*[\d?])[\dOoIl?]+(?:[/.][\w?]+)?$/;
const LONGEST_RANGE = 100;

/** The numbers of a range; what is none comes back as it is. A district may look like the beginning of a range. */
function numbersOfRange(entry: string, isDistrict: (word: string) => boolean): string[] {
  const [, district, first = '', last = ''] =
    /^(?:(.*?)[\s‐-―−-]+)?(\d{1,6})[‐-―−-](\d{1,6})$/.exec(entry) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === '' || to <= from || to - from >= LONGEST_RANGE) return [entry];
  if (isDistrict(district === undefined ? first : `${district}-${first}`)) return [entry];
  if (district !== undefined && !isDistrict(district)) return [entry];
  const before = district === undefined ? '' : `${district} `;
  return Array.from({ length: to - from + 1 }, (_, index) => `${before}${from + index}`);
}
