import { counted } from './format.ts';
import { words } from './words.ts';

/**
 * How many streets a list has: `129 streets`, as everywhere. The electors of a district who have no street have a row
 * too, which is no street.
 */
export function streetsInWords(names: readonly string[]): string {
  const streets = names.filter((name) => name !== '').length;
  const others = names.length - streets;
  const said = counted(streets, 'street');
  return others === 0
    ? said
    : words.t('{{streets}}, and {{rows}} of electors without a street', {
        streets: said,
        rows: counted(others, 'row'),
      });
}
