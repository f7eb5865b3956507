/**
 * Cuts what stands in the field into single numbers, to show each before Enter. The room cuts the same text itself
 * when it is entered; a district written before its number with a space (`KA 123`) belongs to it.
 */
export function splitNumbers(text: string, districts: readonly string[]): string[] {
  const known = new Set(districts.map((code) => code.toUpperCase()));
  const isPrefix = (word: string) => /^\D+$/.test(word) || known.has(word.toUpperCase().replace(/-$/, ''));
  return text.split(/[,;\n\r\t]+/).flatMap((part) => {
    const words = part
      .replace(/\s*([/-])\s*/g, '$1')
      .split(/\s+/)
      .filter(Boolean);
    const numbers: string[] = [];
    for (const word of words) {
      const before = numbers.at(-1);
      if (
        before !== undefined &&
        !before.includes(' ') &&
        isPrefix(before) &&
        /^\d+(?:[/.]\w+)?$/.test(word)
      ) {
        numbers[numbers.length - 1] = `${before} ${word}`;
      } else {
        numbers.push(word);
      }
    }
    return numbers;
  });
}
