/*
 * What one door is, wherever doors are counted or listed: a house and what else names the door, whatever the case of
 * their letters. A register can have `Rose Cottage` and `ROSE COTTAGE`, `14a` and `14A`.
 */

/** SQLite’s `upper` knows only the letters of ASCII. */
const OTHERS = [...'àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŵŷ'];
const SMALL = new RegExp(`[a-z${OTHERS.join('')}]`, 'g');

/** The same for two electors behind one door of a street. */
export function doorKey({ house, flat }: { house: string; flat: string }): string {
  return `${house}\n${flat}`.replace(SMALL, (letter) => letter.toUpperCase());
}

/** The same in SQL, of a row of `elector`. */
export const DOOR = doorInSql('elector.house || char(10) || elector.flat');

function doorInSql(door: string): string {
  const raised = OTHERS.reduce(
    (text, small) => `replace(${text}, '${small}', '${small.toUpperCase()}')`,
    door,
  );
  // Most doors have no such letter.
  return `upper(CASE WHEN ${door} GLOB '*[^' || char(1) || '-~]*' THEN ${raised} ELSE ${door} END)`;
}
