import { Checkbox } from '@mantine/core';
import type { WalkStreet } from '../../../src-main/sheets/walks.ts';
import { counted } from '../../shared/format.ts';
import { useWords } from '../../shared/use-words.ts';
import { STREETS_DRAGGED } from './street-drag.ts';
import classes from './walks.module.css';

type FreeStreetsProps = {
  streets: WalkStreet[];
  chosen: ReadonlySet<number>;
  onChoose: (chosen: ReadonlySet<number>) => void;
};

/** Streets in no walk, to be ticked or dragged to one. */
export function FreeStreets({ streets, chosen, onChoose }: FreeStreetsProps) {
  const { t } = useWords();
  return (
    <section className={classes.column} aria-label={t('Streets in no walk')}>
      <h2 className={classes.heading}>
        {t('{{streets}} in no walk', { streets: counted(streets.length, 'street') })}
      </h2>
      <ul className={classes.free}>
        {streets.map(({ id, street, district, doors }) => (
          <li
            key={id}
            className={classes.street}
            draggable
            onDragStart={(event) => {
              // What is ticked goes with it.
              const ids = chosen.has(id) ? [...chosen] : [id];
              event.dataTransfer.setData(STREETS_DRAGGED, ids.join(','));
            }}
          >
            <Checkbox
              size="sm"
              label={`${street}, ${district}: ${counted(doors, 'door')}`}
              checked={chosen.has(id)}
              onChange={(event) => {
                const next = new Set(chosen);
                if (event.currentTarget.checked) next.add(id);
                else next.delete(id);
                onChoose(next);
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
