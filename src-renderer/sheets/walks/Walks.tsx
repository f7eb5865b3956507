import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Walk, WalkStreet } from '../../../src-main/sheets/walks.ts';
import { client } from '../../room/client.ts';
import { ROOM } from '../../room/query-client.ts';
import { Answered } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { WalkForm } from './WalkForm.tsx';
import { WalkPlan } from './WalkPlan.tsx';

/** Walks: streets that one person can cover, grouped once before the day. */
export function Walks() {
  const { t } = useWords();
  const walks = useQuery({
    queryKey: [ROOM, 'walks'],
    queryFn: ({ signal }) => client.sheets.walks.query(undefined, { signal }),
  });
  return (
    <Answered of={walks} waiting={t('Loading…')} failed={t('The walks could not be shown.')}>
      {(plan) => <PlanOrForm {...plan} />}
    </Answered>
  );
}

function PlanOrForm({ walks, free }: { walks: Walk[]; free: WalkStreet[] }) {
  const [editing, setEditing] = useState<{ walk: Walk | null; streets: WalkStreet[] } | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  if (editing) return <WalkForm {...editing} free={free} onDone={() => setEditing(null)} />;
  return (
    <WalkPlan
      walks={walks}
      free={free}
      chosen={chosen}
      onChoose={setChosen}
      onNew={(streets) => {
        setEditing({ walk: null, streets });
        setChosen(new Set());
      }}
      onEdit={(walk) => setEditing({ walk, streets: walk.streets })}
    />
  );
}
