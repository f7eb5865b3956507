/** `Flat 2, 71, 73 Station Road`: perhaps a unit, numbers, and behind the last comma a door. */
const BEFORE_DOOR =
  /(?:^|[,;|]\s*)(?:nos?\.?\s*)?((?!nos?\b)[a-z]+\.?\s+\d+[a-z]?\s*[,;]\s*)?((?:\d+[a-z]?\s*[,;]\s*)*)(\d+[a-z]?(?![\d\p{L}/]).*)$/iu;
/** House numbers on one side of a street differ by two, or by one where there are no sides. */
const MOST_APART = 2;

/**
 * Decides whether `71, 73 Station Road` is two houses or flat 71 in number 73. It is two houses if the numbers follow
 * each other, as on a street, no other number is written before `73 Station Road`, and numbers before a door do not
 * mostly name flats in this file.
 */
export class HouseLists {
  /** By door, what is written before it; `SEVERAL` for different things. */
  readonly #before = new Map<string, string>();
  #following = 0;
  #others = 0;

  /** First pass: counts what is before a door. Returns whether the cell may list houses. */
  mayList(district: string, cell: string): boolean {
    const found = find(cell);
    if (!found) return false;
    const { before, door, follow } = found;
    const key = `${district} ${door}`;
    const known = this.#before.get(key);
    if (known !== before) this.#before.set(key, known === undefined ? before : SEVERAL);
    if (follow) this.#following += 1;
    else this.#others += 1;
    return follow;
  }

  /** Second pass: the cell with the houses that it lists in one number: `71 & 73 Station Road`. */
  joined(district: string, cell: string): string {
    const found = find(cell);
    if (!found?.follow || this.#others > this.#following) return cell;
    return this.#before.get(`${district} ${found.door}`) === SEVERAL
      ? cell
      : cell.slice(0, found.at) + joinNumbers(cell.slice(found.at));
  }
}

const SEVERAL = '';

function find(cell: string): { before: string; door: string; follow: boolean; at: number } | null {
  const [, unit = '', numbers = '', door = ''] = BEFORE_DOOR.exec(cell) ?? [];
  if (unit + numbers === '') return null;
  const before = (numbers || unit).match(/\w+/g) ?? [];
  const listed = [...before, /^\w+/.exec(door)?.[0] ?? ''];
  return {
    before: before.join(' ').toUpperCase(),
    door: door.toUpperCase(),
    follow:
      numbers !== '' && listed.every((each, index) => index === 0 || isNext(listed[index - 1] ?? '', each)),
    at: cell.length - numbers.length - door.length,
  };
}

/** `73` after `71`, `71B` after `71A`. */
function isNext(one: string, other: string): boolean {
  const apart = Number.parseInt(other, 10) - Number.parseInt(one, 10);
  return apart === 0 ? other.toUpperCase() > one.toUpperCase() : apart > 0 && apart <= MOST_APART;
}

/** `71, 73` as `71 & 73`. */
export function joinNumbers(list: string): string {
  return list.replace(/(\d[a-z]?)\s*[,;]\s*(?=\d)/gi, '$1 & ');
}
