import { Button } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import type { Walk } from '../../../src-main/sheets/walks.ts';
import { OpenFigure } from '../../figures/OpenFigure.tsx';
import { counted } from '../../shared/format.ts';
import { useWords } from '../../shared/use-words.ts';
import { STREETS_DRAGGED } from './street-drag.ts';
import { UpDown } from './UpDown.tsx';
import classes from './walks.module.css';

type OneWalkProps = {
  walk: Walk;
  /** How many streets are ticked. */
  picked: number;
  onEdit: () => void;
  onTake: (streetIds: number[]) => void;
  onTakePicked: () => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
};

/** A walk of the plan; streets can be dropped on it. */
export function OneWalk({ walk, onTake, ...buttons }: OneWalkProps) {
  const [over, setOver] = useState(false);
  const { name, note, runner, streets } = walk;
  const doors = streets.reduce((sum, street) => sum + street.doors, 0);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const ids = event.dataTransfer.getData(STREETS_DRAGGED).split(',').filter(Boolean).map(Number);
    if (ids.length > 0) onTake(ids);
  };
  return (
    <li
      className={classes.walk}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(STREETS_DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div>
        <h3 className={classes.name}>
          <OpenFigure figure={null} scope={{ walk: { id: walk.id, name } }}>
            {name}
          </OpenFigure>
        </h3>
        <p className={classes.small}>
          {[counted(streets.length, 'street'), counted(doors, 'door'), runner, note]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className={classes.small}>{streets.map(({ street }) => street).join(', ')}</p>
      </div>
      <Buttons name={name} {...buttons} />
    </li>
  );
}

type ButtonsProps = Omit<OneWalkProps, 'walk' | 'onTake'> & { name: string };

function Buttons({ name, picked, onEdit, onTakePicked, onUp, onDown }: ButtonsProps) {
  const { t } = useWords();
  return (
    <div className={classes.buttons}>
      {picked > 0 && (
        <Button
          size="xs"
          onClick={onTakePicked}
          aria-label={t('Put the {{picked}} ticked into {{name}}', {
            picked: counted(picked, 'street'),
            name,
          })}
        >
          {t('Put in {{picked}}', { picked })}
        </Button>
      )}
      <UpDown name={name} onUp={onUp} onDown={onDown} />
      <Button size="xs" variant="default" onClick={onEdit} aria-label={t('Change {{name}}', { name })}>
        {t('Change…')}
      </Button>
    </div>
  );
}
