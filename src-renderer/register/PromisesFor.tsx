import { Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Poll } from '../../src-main/api/poll.ts';
import type { ElectionKind } from '../../src-main/register/elector/elections.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { WaitingForImport } from '../room/WaitingForImport.tsx';
import { labelled } from '../shared/labelled.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import table from './meaning-table.module.css';
import { useChoices } from './use-choices.ts';
import classes from './who-may-vote.module.css';

/** Where polls are combined: for which of them each kind of promise counts. */
export function PromisesFor({ poll, onChanged }: { poll: Poll; onChanged: () => Promise<unknown> }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const choices = useChoices().data;
  const set = useMutation({
    mutationFn: (onlyFor: Record<string, ElectionKind[]>) =>
      client.register.setPromisesFor.mutate({ onlyFor, by }),
    onSuccess: onChanged,
  });
  const kinds = poll.polls.flatMap(({ election }) => election ?? []);
  const codes = Object.entries(poll.meanings).flatMap(([code, meaning]) =>
    meaning === 'promise' ? [code] : [],
  );
  if (kinds.length < 2 || codes.length === 0) return null;
  const onlyFor = set.isPending ? set.variables : poll.promisesFor;
  const named = labelled(choices?.elections ?? []).filter(({ value }) => kinds.includes(value));
  return (
    <fieldset className={table.choice}>
      <legend>{t('Which polls is a promise for?')}</legend>
      <div className={classes.polls}>
        {codes.map((code) => (
          <Checkbox.Group
            key={code}
            label={code}
            value={kinds.filter((kind) => onlyFor[code]?.includes(kind) ?? true)}
            onChange={(chosen) => {
              const { [code]: _, ...others } = onlyFor;
              const some = kinds.filter((kind) => chosen.includes(kind));
              set.mutate(some.length === kinds.length ? others : { ...others, [code]: some });
            }}
          >
            <div className={classes.row}>
              {named.map(({ value, label }) => (
                <Checkbox key={value} value={value} label={label} />
              ))}
            </div>
          </Checkbox.Group>
        ))}
      </div>
      <Failed what={t('Nothing was changed.')} error={set.error} />
      <WaitingForImport isPending={set.isPending} />
    </fieldset>
  );
}
