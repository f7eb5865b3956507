import { Button, NumberInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { WalkStreet } from '../../../src-main/sheets/walks.ts';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { counted } from '../../shared/format.ts';
import { Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import classes from './walks.module.css';

/** Walks suggested by the order of the register, shown before they are made. */
export function SuggestedWalks() {
  const { t } = useWords();
  const by = useEnteredBy();
  const [doors, setDoors] = useState<number>(45);
  const look = useMutation({ mutationFn: () => client.sheets.suggestWalks.query({ mostDoors: doors }) });
  const take = useMutation({
    mutationFn: () => client.sheets.takeSuggestedWalks.mutate({ mostDoors: doors, by }),
    onSuccess: () => look.reset(),
  });
  return (
    <div className={classes.suggest}>
      <div className={classes.row}>
        <NumberInput
          size="sm"
          label={t('Doors in a walk, at most')}
          description={t('40 to 50 are two hours of canvassing; knocking up is faster')}
          min={5}
          max={1000}
          allowDecimal={false}
          value={doors}
          onChange={(value) => setDoors(typeof value === 'number' && value >= 5 ? value : 45)}
        />
        <Button size="sm" variant="default" disabled={look.isPending} onClick={() => look.mutate()}>
          {t('Suggest walks')}
        </Button>
      </div>
      {look.data && <Suggested walks={look.data} isPending={take.isPending} onTake={() => take.mutate()} />}
      <Failed what={t('No walks were made.')} error={look.error ?? take.error} />
    </div>
  );
}

type SuggestedProps = {
  walks: { name: string; streets: WalkStreet[] }[];
  isPending: boolean;
  onTake: () => void;
};

function Suggested({ walks, isPending, onTake }: SuggestedProps) {
  const { t } = useWords();
  return (
    <>
      <p role="status">
        {t('{{number}} from the streets that are in no walk, in the order of the register:', {
          number: counted(walks.length, 'walk'),
        })}
      </p>
      <ul className={classes.suggested}>
        {walks.map(({ name, streets }) => (
          <li key={name}>
            <strong>{name}</strong>:{' '}
            {streets.map(({ street, doors: there }) => `${street} (${there})`).join(', ')}
          </li>
        ))}
      </ul>
      <div>
        <Button size="sm" disabled={isPending} onClick={onTake}>
          {t('Make these walks')}
        </Button>
      </div>
    </>
  );
}
