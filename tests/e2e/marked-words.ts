/** A catalogue with a mark round each of its words, and none round what is put between them. */
export function withMarks(catalogue: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(catalogue).map(([english, words]) => [english, marked(words)]));
}

function marked(sentence: string): string {
  return sentence
    .split(/(\{\{\w+\}\}|<\/?\w+ ?\/?>)/)
    .map((part, at) => (at % 2 === 0 && /\p{L}/u.test(part) ? `⟦${part}⟧` : part))
    .join('');
}

/** Words without a mark in a text. Single letters, and codes such as `KA` and `PDF`, do not count. */
export function wordsWithoutMark(text: string): string[] {
  // After "build": its commit, which may have letters in a row, or English where it has none.
  const rest = text.replaceAll(/⟦, adeiladwaith ⟧.*|⟦[^⟧]*⟧/g, ' ');
  return (rest.match(/(?<!\d)\p{L}[\p{L}’']+(?!\d)/gu) ?? []).filter((word) => !/^\p{Lu}{1,4}$/u.test(word));
}
