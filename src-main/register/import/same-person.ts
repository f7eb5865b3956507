import { withoutGap } from '../address/postcode.ts';
import { namesAgree, sameForename } from '../elector/elector-name.ts';
import type { StoredElector } from '../elector-rows.ts';
import type { RegisterElector } from '../file/elector-list.ts';

/** What tells whether somebody in the room is an elector of a file. */
export type KnownPerson = Pick<StoredElector, 'surname' | 'forename' | 'house' | 'flat' | 'postcode'>;

/** Somebody as a file has them, or another room. */
export type ListedPerson = Pick<RegisterElector, 'surname' | 'forename' | 'alteration'> & {
  door: Pick<RegisterElector['door'], 'house' | 'flat' | 'postcode'>;
};

/**
 * Whether the file means the elector who has the number in the room: it says so, the names agree, or somebody at the
 * same door has a new surname or another spelling of the forename.
 */
export function isSamePerson(elector: ListedPerson, stored: KnownPerson): boolean {
  if (elector.alteration === 'amend' || namesAgree(elector, stored)) return true;
  const { house, flat, postcode } = elector.door;
  const isSameDoor =
    house === stored.house && flat === stored.flat && withoutGap(postcode) === withoutGap(stored.postcode);
  if (!isSameDoor) return false;
  return (
    sameForename(elector, stored) ||
    namesAgree({ ...elector, forename: elector.forename.slice(0, 1) }, stored)
  );
}
