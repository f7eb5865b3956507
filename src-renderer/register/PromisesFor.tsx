import { useMutation } from '@tanstack/react-query';
import type { Poll } from '../../src-main/api/poll.ts';
import type { ElectionKind } from '../../src-main/register/elector/elections.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { WaitingForImport } from '../room/WaitingForImport.tsx';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './choices.module.css';
import { electionsOf } from './PollFields.tsx';
import { PromisesForChoice } from './PromisesForChoice.tsx';

/** Where polls are combined: for which of them each kind of promise counts. Each change counts at once. */
export function PromisesFor({ poll, onChanged }: { poll: Poll; onChanged: () => Promise<unknown> }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const set = useMutation({
    mutationFn: (onlyFor: Record<string, ElectionKind[]>) =>
      client.register.setPromisesFor.mutate({ onlyFor, by }),
    onSuccess: onChanged,
  });
  const kinds = electionsOf(poll);
  const codes = promisesOf(poll);
  if (kinds.length < 2 || codes.length === 0) return null;
  return (
    <fieldset className={classes.choice} data-main>
      <legend>{t('Which polls is a promise for?')}</legend>
      <PromisesForChoice
        codes={codes}
        kinds={kinds}
        onlyFor={set.isPending ? set.variables : poll.promisesFor}
        onChange={(onlyFor) => set.mutate(onlyFor)}
      />
      <Failed what={t('Nothing was changed.')} error={set.error} />
      <WaitingForImport isPending={set.isPending} />
    </fieldset>
  );
}

/** The codes of the room that count as a promise, with how many electors have each. */
export function promisesOf({ meanings, codes }: Poll): { code: string; electors: number }[] {
  return Object.entries(meanings).flatMap(([code, meaning]) => {
    const electors = codes.find((each) => each.code.trim().toUpperCase() === code)?.electors ?? 0;
    return meaning === 'promise' ? [{ code, electors }] : [];
  });
}
