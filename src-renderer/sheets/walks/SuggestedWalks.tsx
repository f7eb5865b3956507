import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { WalkStreet } from '../../../src-main/sheets/walks.ts';
import { DOORS_ON_A_SHEET } from '../../../src-shared/limits.ts';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { counted } from '../../shared/format.ts';
import { Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { readWhole, WholeNumberInput } from '../../shared/WholeNumberInput.tsx';
import classes from './walks.module.css';

/** Walks suggested by the order of the register, shown before they are made. */
export function SuggestedWalks() {
  const { t } = useWords();
  const by = useEnteredBy();
  const [typed, setTyped] = useState('45');
  const doors = readWhole(typed, DOORS_ON_A_SHEET);
  const look = useMutation({
    mutationFn: (mostDoors: number) => client.sheets.suggestWalks.query({ mostDoors }),
  });
  const take = useMutation({
    mutationFn: (mostDoors: number) => client.sheets.takeSuggestedWalks.mutate({ mostDoors, by }),
    onSuccess: () => look.reset(),
  });
  return (
    <div className={classes.suggest}>
      <div className={classes.row}>
        <WholeNumberInput
          size="sm"
          label={t('Doors in a walk, at most')}
          description={t('40 to 50 are two hours of canvassing; knocking up is faster')}
          limits={DOORS_ON_A_SHEET}
          value={typed}
          onChange={setTyped}
        />
        <Button
          size="sm"
          variant="default"
          disabled={look.isPending || doors === null}
          onClick={() => doors !== null && look.mutate(doors)}
        >
          {t('Suggest walks')}
        </Button>
      </div>
      {look.data && (
        <Suggested
          walks={look.data}
          isPending={take.isPending}
          // Those shown are those made, whatever has been typed since.
          onTake={() => take.mutate(look.variables)}
        />
      )}
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
