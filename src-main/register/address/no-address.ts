/** What registers have in the place of an address, in either language. */
const NO_ADDRESS =
  /^(?:declarations? of local connection|local connection|no (?:fixed )?(?:abode|address)|homeless|service (?:voters?|electors?|declarations?)|overseas electors?|crown servants?|other electors?|datganiad o gysylltiad lleol|etholwyr eraill|dim cyfeiriad sefydlog|digartref)$/i;

/** `OTHER ELECTORS`, `Declaration of local connection`: neither a street nor a door, and never on a sheet. */
export function saysNoAddress(text: string): boolean {
  // Called for every line: few are as long and begin like these.
  return text.length >= SHORTEST && MAY_BEGIN.has(text.charCodeAt(0)) && NO_ADDRESS.test(text.trim());
}

const SHORTEST = 'homeless'.length;
const MAY_BEGIN = new Set([...' \tDLNHSOCEdlnhsoce'].map((letter) => letter.charCodeAt(0)));
