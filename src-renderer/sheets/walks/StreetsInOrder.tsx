import { Button, NativeSelect } from '@mantine/core';
import type { WalkStreet } from '../../../src-main/sheets/walks.ts';
import { counted } from '../../shared/format.ts';
import { useWords } from '../../shared/use-words.ts';
import { moved } from './moved.ts';
import { UpDown } from './UpDown.tsx';
import classes from './walks.module.css';

type StreetsInOrderProps = {
  streets: WalkStreet[];
  /** Those that can be in the walk. */
  offered: WalkStreet[];
  onChange: (streets: WalkStreet[]) => void;
};

/** The streets of a walk, to be put in order, taken out and added. */
export function StreetsInOrder({ streets, offered, onChange }: StreetsInOrderProps) {
  const { t } = useWords();
  const others = offered.filter(({ id }) => !streets.some((each) => each.id === id));
  return (
    <>
      <ol className={classes.ordered} aria-label={t('Streets of the walk, in their order')}>
        {streets.map((street, place) => (
          <StreetInOrder
            key={street.id}
            street={street}
            place={place}
            last={streets.length - 1}
            onMove={(to) => onChange(moved(streets, place, to))}
            onTakeOut={() => onChange(streets.filter(({ id }) => id !== street.id))}
          />
        ))}
      </ol>
      <NativeSelect
        label={t('Add a street')}
        value=""
        onChange={(event) => {
          const added = others.find(({ id }) => id === Number(event.currentTarget.value));
          if (added) onChange([...streets, added]);
        }}
        data={[
          { value: '', label: t('Choose a street that is in no walk') },
          ...others.map(({ id, street, district, doors }) => ({
            value: String(id),
            label: `${street}, ${district} (${doors})`,
          })),
        ]}
      />
    </>
  );
}

type StreetInOrderProps = {
  street: WalkStreet;
  place: number;
  /** The place of the last street. */
  last: number;
  onMove: (to: number) => void;
  onTakeOut: () => void;
};

function StreetInOrder({ street: of, place, last, onMove, onTakeOut }: StreetInOrderProps) {
  const { t } = useWords();
  const { street, district, doors } = of;
  return (
    <li className={classes.orderedStreet}>
      <span>
        {place + 1}. {street}, {district}: {counted(doors, 'door')}
      </span>
      <span className={classes.buttons}>
        <UpDown
          name={street}
          onUp={place === 0 ? null : () => onMove(place - 1)}
          onDown={place === last ? null : () => onMove(place + 1)}
        />
        <Button
          size="xs"
          variant="default"
          aria-label={t('Take {{street}} out', { street })}
          onClick={onTakeOut}
        >
          {t('Take out')}
        </Button>
      </span>
    </li>
  );
}
